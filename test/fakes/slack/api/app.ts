import { randomBytes } from "node:crypto";
import { textOf } from "../json.ts";
import type { Sockets } from "../sockets.ts";
import { ApiError, type Method, needs } from "./method.ts";

/** Methods about the app, its tokens and its workspace. */
export function appMethods(sockets: Sockets): Readonly<Record<string, Method>> {
  return {
    "api.test": { tier: 4, needs: needs(), token: "any", run: (args) => ({ args }) },
    "auth.test": {
      tier: "auth",
      needs: needs(),
      token: "any",
      run: (_args, { options }, token) =>
        token === "app"
          ? { app_name: "bot", app_id: options.appId }
          : {
              url: `https://${options.domain}.slack.com/`,
              team: options.domain,
              user: "bot",
              team_id: options.team,
              user_id: options.botUser,
              bot_id: options.botId,
              is_enterprise_install: false,
            },
    },
    "apps.connections.open": {
      tier: 1,
      needs: needs("connections:write"),
      token: "app",
      run: (_args, world) => {
        if (sockets.count() >= 10) throw new ApiError("too_many_websockets");
        const ticket = randomBytes(12).toString("hex");
        sockets.expect(ticket);
        return { url: `${world.base.replace("http", "ws")}/link/?ticket=${ticket}&app_id=${world.options.appId}` };
      },
    },
    "team.info": {
      tier: 3,
      needs: needs("team:read"),
      run: (_args, { options }) => ({
        team: { id: options.team, name: options.domain, domain: options.domain, email_domain: "" },
      }),
    },
    "bots.info": {
      tier: 3,
      needs: needs("users:read"),
      run: (args, { options }) => {
        if (textOf(args["bot"]) !== options.botId) throw new ApiError("bot_not_found");
        const { botId, appId, botUser } = options;
        return { bot: { id: botId, deleted: false, name: "bot", app_id: appId, user_id: botUser, updated: 1 } };
      },
    },
  };
}
