import { userObject } from "./api/users.ts";
import type { Fields } from "./json.ts";
import { newId, newTs } from "./make.ts";
import { verification } from "./payloads.ts";
import type { Account, World } from "./world.ts";

/** An event in its wrapping, docs.slack.dev/apis/events-api. */
export function eventPayload(world: World, event: Fields): Fields {
  const { options } = world;
  const now = Math.floor(world.clock.now() / 1000);
  return {
    token: verification,
    team_id: options.team,
    api_app_id: options.appId,
    event: { ...event, event_ts: newTs(world) },
    type: "event_callback",
    event_id: newId("Ev"),
    event_time: now,
    authorizations: [
      {
        enterprise_id: null,
        team_id: options.team,
        user_id: options.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}

export function userChangeEvent(world: World, account: Account): Fields {
  return {
    type: "user_change",
    user: userObject(account, world, true),
    cache_ts: Math.floor(world.clock.now() / 1000),
  };
}
