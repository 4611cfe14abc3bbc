import { createHmac, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntry } from "../../bot/audit.ts";
import { openIncidents } from "../../bot/incidents/book.ts";
import type { Incidents } from "../../bot/incidents/incidents.ts";
import { createLog } from "../../bot/log.ts";
import { openStore, type Store } from "../../bot/store/database.ts";
import { startWebhooks } from "../../bot/webhooks/start.ts";
import type { IncidentEvent, IncidentView } from "../../handlers/kit/incidents.ts";
import type { HostView } from "../../handlers/kit/ports.ts";
import { generateKeys, importOwnKeys, importPeer, type PeerKeys, type TrustEntry } from "../../protocol/keys.ts";
import { root } from "../gates/files.ts";

export const token = "a-bearer-token-of-tests";
export const secret = "a-secret-of-tests-that-is-long-enough";

/** The bot's webhooks with real incidents and a real database behind them, and a clock of their own. */
export interface WebhookScene {
  readonly url: string;
  readonly port: number;
  readonly incidents: Incidents;
  readonly store: Store;
  readonly bot: PeerKeys;
  /** The same, as a trust file names it. */
  readonly entry: TrustEntry;
  /** What hosts said last. */
  readonly hosts: HostView[];
  readonly events: { readonly number: number; readonly kind: IncidentEvent["kind"]; readonly text?: string }[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly pass: (ms: number) => void;
  /** Ends the bot and starts it anew on the same database and port. */
  readonly restart: (whileDown?: () => Promise<void>) => Promise<void>;
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<number>;
  /** Sends a notification of Alertmanager's, by its file in test/fixtures/alertmanager or as it is. */
  readonly alertmanager: (what: string | object) => Promise<number>;
  /** Signs and sends to the generic webhook. */
  readonly tell: (body: unknown, more?: Partial<SignedParts>) => Promise<number>;
  readonly open: () => readonly IncidentView[];
  readonly stop: () => Promise<void>;
}

export interface SignedParts {
  /** Seconds ahead of now. */
  readonly ahead: number;
  readonly nonce: string;
  readonly secret: string;
  readonly headers: Record<string, string>;
}

export async function startWebhookScene(options: { readonly real?: boolean } = {}): Promise<WebhookScene> {
  const folder = mkdtempSync(join(tmpdir(), "shisa-webhooks-"));
  const keys = await generateKeys("bot", "bot", 3_600_000);
  const own = await importOwnKeys(keys.file);
  const log = createLog("silent");
  const events: WebhookScene["events"][number][] = [];
  const hosts: HostView[] = [];
  let passed = 0;
  let port = 0;
  const now = (): number => Date.now() + passed;
  const failed = (cause: unknown): void => {
    throw new Error("writing in a test", { cause });
  };
  const audit = { record: (_: AuditEntry) => undefined } as Parameters<typeof openIncidents>[0]["audit"];

  const begin = async () => {
    const store = openStore(join(folder, "state"));
    const incidents = openIncidents({ store, directory: { hosts: () => [] }, audit, now, failed });
    incidents.onChange(({ number }, event) => {
      if (event !== null) events.push({ number, kind: event.kind, ...(event.text === undefined ? {} : event) });
    });
    const config = { host: "127.0.0.1", port, alertmanagerToken: token, secret };
    const directory = { hosts: () => hosts };
    const server = await startWebhooks(config, { store, incidents, directory, own, now, failed, log });
    if (server === undefined) throw new Error("the webhooks are off");
    port = server.port;
    const stop = async (): Promise<void> => {
      await server.stop();
      incidents.stop();
      store.close();
    };
    return { store, incidents, stop };
  };
  let running = await begin();
  const url = `http://127.0.0.1:${port}`;
  const post: WebhookScene["post"] = async (path, body, headers = {}) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return (await fetch(`${url}${path}`, { method: "POST", body: text, headers })).status;
  };
  return {
    url,
    port,
    get incidents() {
      return running.incidents;
    },
    get store() {
      return running.store;
    },
    bot: await importPeer(keys.entry),
    entry: keys.entry,
    hosts,
    events,
    now,
    pass: (ms) => {
      // What was told is looked at before, not when that time has passed.
      running.incidents.pass();
      passed += ms;
      running.incidents.pass();
    },
    async restart(whileDown) {
      await running.stop();
      await whileDown?.();
      running = await begin();
    },
    post,
    alertmanager: (what) => post("/alertmanager", sample(what), { authorization: `Bearer ${token}` }),
    tell: (body, more = {}) => {
      const { text, headers } = signed(body, now(), more);
      return post("/webhook", text, headers);
    },
    open: () => {
      if (options.real !== true) running.incidents.pass();
      return running.incidents.open();
    },
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

const sample = (what: string | object): object | string =>
  typeof what === "string" ? readFileSync(join(root, "test/fixtures/alertmanager", `${what}.json`), "utf8") : what;

/** What a program that knows the secret sends. */
export function signed(body: unknown, now: number, more: Partial<SignedParts> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const stamp = String(Math.floor(now / 1000) + (more.ahead ?? 0));
  const nonce = more.nonce ?? randomBytes(16).toString("hex");
  const mac = createHmac("sha256", more.secret ?? secret)
    .update(`v1:${stamp}:${nonce}:${text}`)
    .digest("hex");
  const own = { "x-shisa-timestamp": stamp, "x-shisa-nonce": nonce, "x-shisa-signature": `v1=${mac}` };
  return { text, headers: { ...own, ...more.headers } };
}
