import { access, lstat, readFile, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { type BinConfig, demoStateDir, hostStateDir } from "../../config.ts";
import { ToldError } from "../../kit/verb.ts";
import { publicSocketIn } from "../../launch/state.ts";

const file = z.string().refine(isAbsolute, "must be an absolute path");
const settingsSchema = z.union([
  z.strictObject({ socket: file }),
  z.strictObject({
    /** HOST:PORT; the certificate is for this name, unless `name` says another. */
    address: z.string().regex(/^.+:[0-9]{1,5}$/),
    /** Who signed the bot's certificate (PEM). */
    ca: file,
    name: z.string().min(1).optional(),
  }),
]);

/** Where ordinary users reach the bot from this machine. */
export type TerminalPlace = z.infer<typeof settingsSchema>;

/** What root of a department's machine writes down about the bot. */
const machineFile = "/etc/shisa/terminal.json";

/**
 * Where the bot is for somebody who is not root: as SHISA_TERMINAL's file says, else in the folder that was said, else as
 * this machine's own file says, else in the folder of the launcher that runs here. Undefined where nothing says so.
 */
export async function findTerminal(said: string | undefined, config: BinConfig): Promise<TerminalPlace | undefined> {
  if (config.terminalFile !== undefined) return readPlace(config.terminalFile);
  const chosen = said ?? config.stateDir;
  if (chosen !== undefined) return { socket: publicSocketIn(resolve(chosen)) };
  if (await isThere(machineFile)) return readPlace(machineFile);
  for (const dir of [hostStateDir, demoStateDir])
    if (await isThere(publicSocketIn(dir))) return { socket: publicSocketIn(dir) };
  return undefined;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function readPlace(path: string): Promise<TerminalPlace> {
  const read = async (): Promise<unknown> => {
    const { uid, mode } = await stat(path);
    if ((uid !== 0 && uid !== process.getuid?.()) || (mode & 0o022) !== 0)
      throw new Error("it must be root's or your own, and nobody else may write to it");
    return JSON.parse(await readFile(path, "utf8"));
  };
  const text = await read().catch((cause: Error) => {
    throw new ToldError(`reading ${path}: ${cause.message}`, { cause });
  });
  const place = settingsSchema.safeParse(text);
  if (place.success) return place.data;
  throw new ToldError(`reading ${path}: it must hold "socket", or "address" and "ca": docs/terminal.md`);
}

/**
 * Throws where another than root or the bot could have put a socket of their own at that path: what listens there could
 * have a credential of ours and be us at the bot. The socket's own folder may be the bot's, in one that is root's alone.
 */
export async function mustBeTheBots(path: string): Promise<void> {
  const folder = await realpath(dirname(path));
  const [own, socket] = [await stat(folder), await lstat(path)];
  const no = (what: string): ToldError =>
    new ToldError(`connecting to ${path}: ${what}, so what listens there may be somebody else's; nothing was sent`);
  if (!socket.isSocket()) throw no("it is no socket");
  if (isOpen(own.mode)) throw no(`others may write to ${folder}`);
  if (socket.uid !== own.uid && socket.uid !== 0) throw no("the socket is not its folder's owner's");
  let below = own.uid;
  for (let above = dirname(folder), last = folder; above !== last; last = above, above = dirname(above)) {
    const { uid, mode } = await stat(above);
    if (uid !== 0) throw no(`${above} is not root's`);
    const isSticky = (mode & 0o1000) !== 0;
    if (isOpen(mode) && !(isSticky && below === 0)) throw no(`others may write to ${above}`);
    below = uid;
  }
}

const isOpen = (mode: number): boolean => (mode & 0o022) !== 0;
