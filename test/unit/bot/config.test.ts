import { expect, test } from "vitest";
import { readConfig } from "../../../bot/config.ts";

const enough = {
  REDIS_URL: "unix:///run/redis.sock",
  SHISA_BOT_STATE: "/var/lib/shisa-bot",
  SHISA_BOT_KEYS: "/etc/shisa/bot.keys",
  SHISA_TRUST: "/etc/shisa/trust",
};

test("what is not said has the department's usual value", () => {
  expect(readConfig(enough)).toMatchObject({ timeZone: "Asia/Tokyo", language: "ja", logLevel: "info" });
  expect(readConfig({ ...enough, SHISA_LANGUAGE: "" }).language).toBe("ja");
});

test("every setting that is missing or wrong is named at once", () => {
  const wrong = {
    ...enough,
    REDIS_URL: undefined,
    SHISA_BOT_STATE: "state",
    SHISA_TIME_ZONE: "Naha",
    SHISA_LANGUAGE: "de",
  };
  for (const name of ["REDIS_URL", "SHISA_BOT_STATE", "SHISA_TIME_ZONE", "SHISA_LANGUAGE"])
    expect(() => readConfig(wrong)).toThrow(name);
});
