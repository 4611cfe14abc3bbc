import { textOf } from "../limits/walk.ts";
import type { Account, Channel, World } from "../world.ts";
import { commandThere, type Given } from "./options.ts";

/**
 * The command and its options of a line such as "/vm create template:tiny note:a few words", read as the client does
 * with the registered command before it.
 */
export function typedOptions(
  world: World,
  account: Account,
  channel: Channel,
  line: string,
): [string, Record<string, Given>] {
  const words = line.slice(1).split(/ +/u);
  const until = words.findIndex((word) => /^[^:\s]+:/u.test(word));
  const command = words.slice(0, until === -1 ? words.length : until).join(" ");
  const { options } = commandThere(world, account, channel, command);
  const names = options.map((each) => textOf(each["name"]));
  const given: Record<string, string> = {};
  let at: string | undefined;
  for (const word of words.slice(command.split(" ").length)) {
    const name = names.find((each) => word.startsWith(`${each}:`));
    if (name !== undefined) {
      at = name;
      given[name] = word.slice(name.length + 1);
    } else if (at !== undefined) given[at] = `${given[at]} ${word}`;
    else throw new Error(`"${word}" belongs to no option of /${command}`);
  }
  const typed = Object.entries(given).map(([name, text]): [string, Given] => {
    const type = options.find((each) => each["name"] === name)?.["type"];
    if (type === 5) return [name, /^true$/iu.test(text)];
    return [name, type === 4 || type === 10 ? Number(text) : text];
  });
  return [command, Object.fromEntries(typed)];
}
