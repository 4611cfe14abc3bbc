import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { waitFor } from "./wait.ts";

export interface AlertmanagerOptions {
  /** A folder of its own: configuration, and what it remembers over restarts. */
  readonly folder: string;
  /** Where it tells of alerts, and the bearer token that it shows. */
  readonly webhook: string;
  readonly token: string;
  /** Puts a program inside a lab (`lab.enter`); on the machine itself unless given. */
  readonly enter?: (argv: readonly string[]) => string[];
}

export interface Alertmanager {
  /** Has an alert fire, or end. */
  readonly fire: (labels: Record<string, string>, annotations?: Record<string, string>) => Promise<void>;
  readonly end: (labels: Record<string, string>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The receiver of docs/monitors.md, with waits that a test can wait for. */
const configuration = (webhook: string, token: string): string => `route:
  receiver: shisa
  group_by: [alertname]
  group_wait: 100ms
  group_interval: 1s
  repeat_interval: 1m
receivers:
  - name: shisa
    webhook_configs:
      - url: ${webhook}
        send_resolved: true
        max_alerts: 0
        http_config:
          authorization:
            type: Bearer
            credentials: ${token}
`;

/** Starts the real Alertmanager (Debian's prometheus-alertmanager) and waits until it answers. */
export async function startAlertmanager(options: AlertmanagerOptions): Promise<Alertmanager> {
  const { folder, webhook, token, enter = (argv) => [...argv] } = options;
  await mkdir(folder, { recursive: true });
  const file = join(folder, "alertmanager.yml");
  await writeFile(file, configuration(webhook, token));
  await chmod(file, 0o600);
  const address = `127.0.0.1:${await freePort()}`;
  const [program = "", ...argv] = enter([
    ...["prometheus-alertmanager", `--config.file=${file}`, `--storage.path=${join(folder, "data")}`],
    ...[`--web.listen-address=${address}`, "--cluster.listen-address="],
  ]);
  const child = spawn(program, argv, { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  const api = `http://${address}/api/v2/alerts`;
  try {
    await waitFor("Alertmanager's answer", async () => ((await answers(api, child)) ? true : undefined), {
      timeoutMs: 20_000,
      everyMs: 50,
    });
  } catch (cause) {
    await stop();
    throw cause;
  }
  const post = async (alert: object): Promise<void> => {
    const headers = { "content-type": "application/json" };
    const { status } = await fetch(api, { method: "POST", headers, body: JSON.stringify([alert]) });
    if (status !== 200) throw new Error(`Alertmanager answered ${status}`);
  };
  return {
    fire: (labels, annotations = {}) => post({ labels, annotations }),
    end: (labels) => post({ labels, endsAt: new Date(Date.now() - 1).toISOString() }),
    stop,
  };
}

async function answers(api: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`prometheus-alertmanager ended with ${child.exitCode}`);
  // Something else may answer there: only Alertmanager's own answer is a list.
  const body: unknown = await fetch(api)
    .then((answer) => answer.json())
    .catch(() => undefined);
  return Array.isArray(body);
}
