import { type Fields, isYes, textOf } from "../json.ts";
import type { Account, World } from "../world.ts";
import { ApiError, type Method, needs } from "./method.ts";

/** A user object, docs.slack.dev/reference/objects/user-object: the locale only where it was asked for. */
export function userObject(account: Account, world: World, withLocale: boolean): Fields {
  return {
    id: account.id,
    team_id: account.team,
    name: account.name,
    deleted: account.deleted,
    real_name: account.name,
    tz: "Asia/Tokyo",
    tz_offset: 32_400,
    profile: { real_name: account.name, display_name: account.name, team: account.team },
    is_admin: false,
    is_owner: false,
    is_restricted: account.guest !== "none",
    is_ultra_restricted: account.guest === "single",
    is_bot: account.bot,
    is_app_user: false,
    updated: 1,
    ...(account.team === world.options.team ? {} : { is_stranger: true }),
    ...(withLocale ? { locale: account.locale } : {}),
  };
}

export const userMethods: Readonly<Record<string, Method>> = {
  "users.info": {
    tier: 4,
    needs: needs("users:read"),
    run: (args, world) => {
      const account = world.accounts.get(textOf(args["user"]));
      if (account === undefined) throw new ApiError("user_not_found");
      return { user: userObject(account, world, isYes(args["include_locale"])) };
    },
  },
  "users.list": {
    tier: 2,
    needs: needs("users:read"),
    run: (args, world) => {
      const all = [...world.accounts.values()].filter((account) => account.team === world.options.team);
      const limit = Number(textOf(args["limit"])) || 0;
      if (limit > 1000) throw new ApiError("invalid_limit");
      if (limit === 0 && all.length > 500) throw new ApiError("limit_required");
      const cursor = textOf(args["cursor"]);
      const start = cursor === "" ? 0 : Number(Buffer.from(cursor, "base64").toString().replace("user:", ""));
      if (!Number.isInteger(start)) throw new ApiError("invalid_cursor");
      const end = limit === 0 ? all.length : Math.min(all.length, start + limit);
      const members = all.slice(start, end).map((each) => userObject(each, world, isYes(args["include_locale"])));
      const next = end < all.length ? Buffer.from(`user:${end}`).toString("base64") : "";
      return { members, cache_ts: 1, response_metadata: { next_cursor: next } };
    },
  },
};
