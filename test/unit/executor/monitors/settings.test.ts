import { expect, it } from "vitest";
import { monitorSettingsSchema, monitorsConfig } from "../../../../executor/monitors/settings.ts";

const read = (settings: Record<string, string>) => monitorsConfig(monitorSettingsSchema.parse(settings));

it("the terminals' certificate is watched without being named a second time, and once", () => {
  const cert = "/etc/shisa/terminal.pem";
  expect(read({}).certificates).toEqual([]);
  expect(read({ SHISA_TERMINAL_TLS_CERT: cert }).certificates).toEqual([cert]);
  const both = { SHISA_MONITOR_CERTIFICATES: `${cert}, www.example.jp:443`, SHISA_TERMINAL_TLS_CERT: cert };
  expect(read(both).certificates).toEqual([cert, "www.example.jp:443"]);
});
