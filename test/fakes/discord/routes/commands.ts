import { commandsSchema } from "../limits/commands.ts";
import { problemsOf } from "../limits/problems.ts";
import { type Fields, fieldsOf, listOf } from "../limits/walk.ts";
import { refused } from "../refused.ts";
import { type Call, done, ok, param, type Route } from "../router.ts";
import type { World } from "../world.ts";

/** Application commands, global and of the guild. https://docs.discord.com/developers/interactions/application-commands#endpoints */
export function commandRoutes(world: World): Route[] {
  const bases = ["/applications/:application/commands", "/applications/:application/guilds/:guild/commands"];
  const scopeOf = ({ params }: Call): string => {
    if (params["application"] !== world.application) throw refused.missingAccess();
    const guild = params["guild"];
    if (guild !== undefined && (guild !== world.guild.id || !world.guild.present)) throw refused.missingAccess();
    return guild ?? "global";
  };
  const all = (call: Call): Fields[] => world.commands.get(scopeOf(call)) ?? [];
  const one = (call: Call): Fields => {
    const command = all(call).find(({ id }) => id === param(call, "command"));
    if (command === undefined) throw refused.unknownCommand();
    return command;
  };
  /** Takes `given` as all commands of the scope; ids stay with their names. */
  const write = (call: Call, given: readonly unknown[], method: string): Fields[] => {
    const scope = scopeOf(call);
    const before = all(call);
    const kept = given.map((each) => {
      const name = fieldsOf(each)["name"];
      const old = before.find((command) => command["name"] === name);
      return stored(world, fieldsOf(each), scope, old?.["id"]);
    });
    world.commands.set(scope, kept);
    const names = given.map((each) => String(fieldsOf(each)["name"]));
    world.registrations.push({ at: world.clock.now(), method, scope, names });
    return kept;
  };
  const checked = (value: readonly unknown[], pick?: number): void => {
    const problems = problemsOf(commandsSchema, value);
    if (problems.length === 0) return;
    throw refused.invalid(
      pick === undefined ? problems : problems.map((each) => ({ ...each, path: each.path.slice(1) })),
    );
  };
  const shown = (call: Call, command: Fields): Fields =>
    call.query.get("with_localizations") === "true" ? command : withoutLocalizations(command);
  const route = (method: Route["method"], path: string, handle: Route["handle"]): Route => {
    const rate = method === "GET" ? "other" : "commands";
    return { method, path, by: "bot", rate, handle };
  };
  return bases.flatMap((base) => [
    route("GET", base, (call) => ok(all(call).map((each) => shown(call, each)))),
    route("PUT", base, (call) => {
      if (!Array.isArray(call.body)) {
        throw refused.invalid([{ path: [], code: "BASE_TYPE_BAD_TYPE", message: "Only iterables may be used" }]);
      }
      checked(call.body);
      return ok(write(call, call.body, "PUT"));
    }),
    route("POST", base, (call) => {
      const others = all(call).filter(({ name }) => name !== call.fields["name"]);
      checked([...others, call.fields], 0);
      const kept = write(call, [...others, call.fields], "POST");
      return { status: others.length < all(call).length ? 201 : 200, body: kept.at(-1) };
    }),
    route("GET", `${base}/:command`, (call) => ok(one(call))),
    route("PATCH", `${base}/:command`, (call) => {
      const old = one(call);
      const next = { ...old, ...call.fields };
      const changed = all(call).map((each) => (each === old ? next : each));
      checked(changed, 0);
      return ok(write(call, changed, "PATCH")[changed.indexOf(next)]);
    }),
    route("DELETE", `${base}/:command`, (call) => {
      const old = one(call);
      write(
        call,
        all(call).filter((each) => each !== old),
        "DELETE",
      );
      return done;
    }),
  ]);
}

/** A command as Discord gives it back: with defaults, and without what is false, empty or null in its options. */
function stored(world: World, given: Fields, scope: string, id: unknown): Fields {
  const place =
    scope === "global"
      ? {
          contexts: given["contexts"] ?? null,
          integration_types: given["integration_types"] ?? [0],
          dm_permission: true,
        }
      : { guild_id: scope };
  return {
    id: id ?? world.newId(),
    application_id: world.application,
    version: world.newId(),
    type: given["type"] ?? 1,
    name: given["name"],
    name_localizations: given["name_localizations"] ?? null,
    description: given["description"],
    description_localizations: given["description_localizations"] ?? null,
    default_member_permissions: given["default_member_permissions"] ?? null,
    nsfw: given["nsfw"] ?? false,
    ...place,
    ...(listOf(given["options"]).length === 0 ? {} : { options: listOf(given["options"]).map(tidy) }),
  };
}

function tidy(option: unknown): Fields {
  const entries = Object.entries(fieldsOf(option)).filter(([, value]) => value !== false && value !== null);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      if (name !== "options" && name !== "choices") return [[name, value]];
      return listOf(value).length === 0 ? [] : [[name, listOf(value).map(tidy)]];
    }),
  );
}

/** Lists carry localisations only when they were asked for. */
function withoutLocalizations(command: Fields): Fields {
  const entries = Object.entries(command).filter(([name]) => !name.endsWith("_localizations"));
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      name === "options" || name === "choices"
        ? listOf(value).map((each) => withoutLocalizations(fieldsOf(each)))
        : value,
    ]),
  );
}
