import { createClock } from "../kit/clock.ts";
import { startLocalServer } from "../kit/http.ts";
import { appMethods } from "./api/app.ts";
import { chatMethods } from "./api/chat.ts";
import { conversationMethods } from "./api/conversations.ts";
import { fileMethods } from "./api/files.ts";
import { userMethods } from "./api/users.ts";
import { viewMethods } from "./api/views.ts";
import { type Courier, createCourier } from "./courier.ts";
import { createPerson, type Person } from "./driver/person.ts";
import type { Serve } from "./exchange.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createHooks } from "./hooks.ts";
import { newAccount, newChannel } from "./make.ts";
import { type Options, optionsOf } from "./options.ts";
import { createThrottle } from "./rates.ts";
import { createHttpTransport, post, type Signed, signedRequest } from "./signed.ts";
import { createSockets, type Sockets } from "./sockets.ts";
import { createDownload, createUpload } from "./storage.ts";
import { createWebApi } from "./web-api.ts";
import { type Account, type Channel, createWorld, type RecordedCall, type World } from "./world.ts";

/** A Slack workspace on this machine, with one app in it. */
export interface FakeSlack extends Pick<Options, "team" | "botToken" | "appToken" | "signingSecret" | "botUser"> {
  /** The Web API's address, with a slash at its end. */
  readonly api: string;
  readonly world: World;
  readonly clock: World["clock"];
  readonly faults: Faults;
  readonly sockets: Sockets;
  readonly courier: Courier;
  readonly person: (about?: Partial<Account>) => Person;
  readonly channel: (about?: Partial<Omit<Channel, "members">> & { readonly members?: readonly Person[] }) => Channel;
  /** All calls so far, of one method where it is said. */
  readonly calls: (method?: string) => readonly RecordedCall[];
  /** Calls that Slack refused for what was in them: there are none of a bot that keeps the limits. */
  readonly complaints: () => readonly RecordedCall[];
  /** Tells the app by signed requests to its address from now on; `sent` are all of them. */
  readonly useHttp: (url: string) => void;
  readonly useSockets: () => void;
  readonly sent: readonly Signed[];
  /** The app's address, as useHttp was told it. */
  readonly http: string;
  /** Sends a request to the app as it is; see signed.ts for making them. */
  readonly request: typeof post;
  readonly signedRequest: typeof signedRequest;
  /** Refuses all connections, and cuts those there are, until `up`. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const contentErrors =
  /^(invalid_blocks|invalid_blocks_format|invalid_arguments|msg_|no_text|view_too_large|missing_scope)/u;

export async function startFakeSlack(given: Partial<Options> = {}): Promise<FakeSlack> {
  const options = optionsOf(given);
  const clock = createClock();
  const world = createWorld(clock, options);
  const faults = createFaults();
  const throttle = createThrottle(options.rates, clock.now);
  const sent: Signed[] = [];
  let address = "";
  const local = await startLocalServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://slack").pathname;
    const [, room = "", ...rest] = path.split("/");
    const serve = Object.hasOwn(rooms, room) ? rooms[room] : undefined;
    if (serve !== undefined) return serve(request, response, rest.join("/").replace(/^v1\//u, ""));
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!DOCTYPE html><title>Sign in | Slack</title>");
  }, options.host);
  world.base = local.base;
  const sockets = createSockets(local.server, options.appId);
  const hooks = createHooks(world, faults);
  const methods = {
    ...appMethods(sockets),
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods,
    ...userMethods,
    ...viewMethods,
  };
  const rooms: Readonly<Record<string, Serve>> = {
    api: createWebApi(world, faults, throttle, methods),
    commands: hooks,
    actions: hooks,
    upload: createUpload(world, faults),
    "files-pri": createDownload(world, faults),
  };
  const courier = createCourier(world, sockets.carry);
  return {
    team: options.team,
    botToken: options.botToken,
    appToken: options.appToken,
    signingSecret: options.signingSecret,
    botUser: options.botUser,
    api: `${world.base}/api/`,
    world,
    clock,
    faults,
    sockets,
    courier,
    sent,
    request: post,
    signedRequest,
    person: (about = {}) => {
      const account = newAccount(world, about);
      return createPerson(world, courier, account);
    },
    channel: ({ members = [], ...about } = {}) => {
      const channel = newChannel({ ...about, members: new Set(members.map(({ id }) => id)) });
      world.channels.set(channel.id, channel);
      return channel;
    },
    calls: (method) => world.calls.filter((call) => method === undefined || call.method === method),
    complaints: () => world.calls.filter(({ error }) => error !== undefined && contentErrors.test(error)),
    get http() {
      return address;
    },
    useHttp: (url) => {
      address = url;
      courier.transport = createHttpTransport(url, options.signingSecret, clock.now, sent);
    },
    useSockets: () => {
      courier.transport = sockets.carry;
    },
    down: async () => {
      sockets.cut();
      await local.close();
    },
    up: local.open,
    stop: async () => {
      sockets.close();
      await local.close();
    },
  };
}
