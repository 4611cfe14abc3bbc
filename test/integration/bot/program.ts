import { spawn } from "node:child_process";
import process from "node:process";

/** A program under test. */
export interface Program {
  readonly pid: number;
  readonly end: (signal: "SIGTERM" | "SIGKILL") => Promise<number | null>;
  /** All that it wrote on its standard error. */
  readonly log: () => string;
}

/** Starts a node program as another user and waits for its ready line. Throws what it said when it ends before. */
export async function startProgram(path: string, user: number, env: Record<string, string>): Promise<Program> {
  const child = spawn(process.execPath, [path], { uid: user, gid: user, env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stderr.on("data", (text: Buffer) => {
    log += text.toString();
  });
  const gone = new Promise<number | null>((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (text: Buffer) => {
      if (text.toString().includes('"ready":true')) resolve();
    });
    void gone.then((code) => reject(new Error(`it ended with ${code}: ${log}`)));
  });
  return {
    pid: child.pid ?? 0,
    end: (signal) => {
      child.kill(signal);
      return gone;
    },
    log: () => log,
  };
}
