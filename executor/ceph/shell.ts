import type { Exec, Spoken } from "../exec.ts";
import type { CephAccount } from "./settings.ts";

/** Ceph cannot be asked now: no monitor answers, or not in time, or it does not know our key. */
export class CephUnreachable extends Error {
  override readonly name = "CephUnreachable";
}

/** Ceph answered that it does not do that. */
class CephRefusal extends Error {
  override readonly name = "CephRefusal";
}

/** A `ceph` that goes on and is asked again and again: a new one for each question costs five times as much. */
export interface CephShell {
  /** Asks one thing, a fixed line of ours; gives the JSON that it is answered with. */
  readonly ask: (line: string, signal: AbortSignal) => Promise<unknown>;
  readonly end: () => Promise<void>;
}

/** Seconds that a new `ceph` may take to find a monitor. */
const connectSeconds = 3;
/** The first answer is longer in coming: the program starts, and connects. In milliseconds. */
const usualPatienceMs = { first: 6_000, later: 4_000 };
const lastWordsMs = 50;
/** A map of a large cluster, in characters. */
const answerLimit = 8 * 1024 * 1024;
/** What it says of its own accord before it ends, for whoever reads the fault. */
const keptErrors = 5;

interface Waiting {
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
}

interface Session {
  readonly spoken: Spoken;
  waiting: Waiting | undefined;
  hasAnswered: boolean;
  /** As much as there is of an answer whose end has not come yet. */
  begun: string;
}

export const cephArguments = ({ conf, name, keyring }: CephAccount): readonly string[] => [
  ...["--conf", conf, "--name", name, "--keyring", keyring, "--connect-timeout", String(connectSeconds)],
  ...["--format", "json"],
];

export function createCephShell(
  exec: Pick<Exec, "converse">,
  account: CephAccount,
  patienceMs = usualPatienceMs,
): CephShell {
  let session: Session | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  function open(): Session {
    const errors: string[] = [];
    const spoken = exec.converse("ceph", cephArguments(account), {
      lineLimit: answerLimit,
      onLine: (line) => {
        if (line.trim() === "") return;
        opened.hasAnswered = true;
        const answer = wholeAnswer(opened, line);
        if (answer !== undefined) settle(opened, answer);
      },
      onErrorLine: (line) => {
        errors.push(line.slice(0, 200));
        errors.splice(0, errors.length - keptErrors);
        if (/^Error E\w+: /u.test(line)) opened.waiting?.fail(new CephRefusal(`ceph: ${line.slice(0, 200)}`));
      },
      onEnd: (code) => {
        if (session === opened) session = undefined;
        // Its last words may still be on their way through the pipe.
        setTimeout(() => {
          const said = errors.join("; ");
          opened.waiting?.fail(new CephUnreachable(said === "" ? `ceph ended with ${code}` : said));
        }, lastWordsMs);
      },
    });
    const opened: Session = { spoken, waiting: undefined, hasAnswered: false, begun: "" };
    return opened;
  }

  async function close(of: Session): Promise<void> {
    if (session === of) session = undefined;
    await of.spoken.end();
  }

  async function askNow(line: string, signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted();
    session ??= open();
    const asked = session;
    let timer: NodeJS.Timeout | undefined;
    let giveUp: (() => void) | undefined;
    try {
      return await new Promise<unknown>((resolve, reject) => {
        asked.waiting = { answer: resolve, fail: reject };
        const limit = asked.hasAnswered ? patienceMs.later : patienceMs.first;
        timer = setTimeout(() => reject(new CephUnreachable(`no answer to "${line}" within ${limit} ms`)), limit);
        giveUp = () => reject(new CephUnreachable(`"${line}" was given up`));
        signal.addEventListener("abort", giveUp, { once: true });
        if (!asked.spoken.say(line)) reject(new CephUnreachable("ceph does not read what it is asked"));
      });
    } catch (error) {
      // An answer, or the rest of one, that comes later must not be taken for that to the next question.
      if (!(error instanceof CephRefusal)) void close(asked);
      throw error;
    } finally {
      asked.waiting = undefined;
      clearTimeout(timer);
      if (giveUp !== undefined) signal.removeEventListener("abort", giveUp);
    }
  }

  return {
    ask(line, signal) {
      const answer = turn.then(() => askNow(line, signal));
      turn = answer.catch(() => undefined);
      return answer;
    },
    async end() {
      const last = session;
      if (last !== undefined) await close(last);
    },
  };
}

/**
 * The monitors answer with one line; the manager's modules (`crash ls-new`) with many, of which the first and the last
 * are a bracket alone. An empty list is one line there too.
 */
function wholeAnswer(session: Session, line: string): string | undefined {
  if (session.begun === "" && line !== "[" && line !== "{") return line;
  session.begun += line;
  if (session.begun.length > answerLimit) session.waiting?.fail(new Error("ceph's answer is too long"));
  if (line !== "]" && line !== "}") return undefined;
  const answer = session.begun;
  session.begun = "";
  return answer;
}

function settle({ waiting }: Session, line: string): void {
  try {
    waiting?.answer(JSON.parse(line));
  } catch (cause) {
    waiting?.fail(new Error("ceph's answer is no JSON", { cause }));
  }
}
