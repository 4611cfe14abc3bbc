import { type Fields, fieldsOf, listOf, textOf } from "../limits/walk.ts";
import { fileObject, mayUse } from "../objects.ts";
import type { Account, Channel, World } from "../world.ts";

/** A file that a person attaches. */
export interface Attached {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly type?: string;
}
export type Given = string | number | boolean | Attached;

const isFile = (given: Given): given is Attached => typeof given === "object";

/** Puts a file where the app can fetch it. */
export function upload(world: World, { name, content, type = "application/octet-stream" }: Attached): Fields {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const file = { id: world.newId(), name, type, bytes };
  world.files.set(file.id, file);
  return fileObject(world, file);
}

/** The registered command that a person there sees under this name ("vm create"), and its innermost options. */
export function commandThere(world: World, account: Account, channel: Channel, line: string) {
  const [name = "", ...path] = line.split(" ");
  const direct = channel.kind === "direct";
  const inGuild = world.commands.get(channel.guild ?? "") ?? [];
  const global = (world.commands.get("global") ?? []).filter((each) => {
    const contexts = each["contexts"];
    return !Array.isArray(contexts) || contexts.includes(direct ? 1 : 0);
  });
  const command = [...inGuild, ...global].find((each) => each["name"] === name);
  const needed = command?.["default_member_permissions"];
  const hidden = !direct && typeof needed === "string" && !mayUse(account, needed);
  if (command === undefined || hidden) {
    throw new Error(`${account.name} finds no command "/${name}" ${direct ? "in direct messages" : "there"}`);
  }
  if (channel.guild === world.guild.id && !world.guild.present)
    throw new Error("the bot is not in the guild: there are no commands");
  let options = listOf(command["options"]).map(fieldsOf);
  const steps: Fields[] = [];
  for (const step of path) {
    const next = options.find((each) => each["name"] === step && (each["type"] === 1 || each["type"] === 2));
    if (next === undefined) throw new Error(`/${name} has no subcommand "${path.join(" ")}"`);
    steps.push(next);
    options = listOf(next["options"]).map(fieldsOf);
  }
  if (options.some(({ type }) => type === 1 || type === 2)) throw new Error(`/${line} needs a subcommand`);
  return { command, steps, options };
}

/**
 * The data of an interaction for what a person fills in, checked as Discord's client does before it sends anything.
 * `typing`: the option at which they stand, for autocomplete; nothing is required then.
 */
export function commandData(
  world: World,
  found: ReturnType<typeof commandThere>,
  given: Readonly<Record<string, Given>>,
  typing?: string,
): Fields {
  const { command, steps, options } = found;
  const attachments: Record<string, unknown> = {};
  const unknown = Object.keys(given).find((name) => !options.some((each) => each["name"] === name));
  if (unknown !== undefined) throw new Error(`there is no option "${unknown}"`);
  const values = options.flatMap((option): Fields[] => {
    const name = textOf(option["name"]);
    const value = given[name];
    if (value === undefined) {
      if (option["required"] === true && typing === undefined) throw new Error(`the option "${name}" is required`);
      return [];
    }
    const { type } = option;
    if (name === typing) return [{ name, type, value, focused: true }];
    if (!isFile(value)) return [{ name, type, value: checked(option, value) }];
    if (type !== 11) throw new Error(`"${name}" takes no file`);
    const file = upload(world, value);
    attachments[textOf(file["id"])] = file;
    return [{ name, type, value: file["id"] }];
  });
  const nested = steps.reduceRight<Fields[]>(
    (inner, step) => [{ name: step["name"], type: step["type"], options: inner }],
    values,
  );
  return {
    id: command["id"],
    name: command["name"],
    type: 1,
    ...(command["guild_id"] === undefined ? {} : { guild_id: command["guild_id"] }),
    options: nested,
    ...(Object.keys(attachments).length === 0 ? {} : { resolved: { attachments } }),
  };
}

/** .../interactions/application-commands#application-command-object-application-command-option-type */
function checked(option: Fields, given: string | number | boolean): string | number | boolean {
  const name = textOf(option["name"]);
  const wrong = (why: string) => new Error(`"${name}" cannot be ${JSON.stringify(given)}: ${why}`);
  const choices = listOf(option["choices"]).map(fieldsOf);
  if (choices.length > 0) {
    const choice = choices.find(
      (each) =>
        each["value"] === given ||
        each["name"] === given ||
        Object.values(fieldsOf(each["name_localizations"])).includes(given),
    );
    const value = choice?.["value"];
    if (typeof value !== "string" && typeof value !== "number") {
      throw wrong(`only ${choices.map((each) => String(each["name"])).join(", ")}`);
    }
    return value;
  }
  const between = (size: number, least: unknown, most: unknown) =>
    (typeof least !== "number" || size >= least) && (typeof most !== "number" || size <= most);
  switch (option["type"]) {
    case 3: {
      const text = String(given);
      if (!between(text.length, option["min_length"], option["max_length"] ?? 6000)) throw wrong("its length");
      return text;
    }
    case 4:
    case 10:
      if (typeof given !== "number" || (option["type"] === 4 && !Number.isInteger(given))) throw wrong("no number");
      if (!between(given, option["min_value"], option["max_value"])) throw wrong("its size");
      return given;
    case 5:
      if (typeof given !== "boolean") throw wrong("not true or false");
      return given;
    default:
      return given;
  }
}
