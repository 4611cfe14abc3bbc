import { waitFor } from "../../lab/wait.ts";
import type { Acknowledged, Attendant, Shown } from "./attendant.ts";

/** How `/ping` ends. */
export const pong = /Host vm1 answers/u;

const isEnd = ({ history }: Shown): boolean => pong.test(history.at(-1) ?? "");

/** Waits until everybody has an end among the messages that came after the first so many. */
export async function allEnded(
  people: readonly Attendant[],
  before: readonly number[],
  options: { readonly timeoutMs: number; readonly everyMs: number },
): Promise<void> {
  let waiting = people.map((person, index) => ({ person, before: before[index] ?? 0 }));
  const isDone = (): true | undefined => {
    waiting = waiting.filter((each) => !each.person.messages().slice(each.before).some(isEnd));
    return waiting.length === 0 || undefined;
  };
  try {
    await waitFor("everybody's final message", isDone, options);
  } catch (cause) {
    const [first] = waiting;
    const last = first?.person.messages().at(-1)?.history.at(-1);
    throw new Error(`${waiting.length} have no final message; one sees ${last}`, { cause });
  }
}

/** Types `/ping`; throws where it was not acknowledged in time. `at`: milliseconds since 1970. */
export async function typePing(person: Attendant): Promise<Acknowledged & { readonly at: number }> {
  const at = Date.now();
  const acknowledged = await person.pings();
  if (!acknowledged.ok) throw new Error("what was typed was not acknowledged in time");
  return { ...acknowledged, at };
}
