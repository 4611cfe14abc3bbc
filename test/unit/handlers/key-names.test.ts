import { expect, test } from "vitest";
import { type } from "./department.ts";

test("a key is named by all its words, and options may stand behind them", async () => {
  for (const line of ["/me key remove my phone", "/me key remove my phone --yes", "/me key remove --yes my phone"])
    expect(await type(line)).toMatchObject({ kind: "job", input: { which: "my phone" } });
});
