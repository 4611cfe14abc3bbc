import { connect } from "node:net";

/** What every Ceph daemon says first to whoever connects, before any key is asked for. */
const banner = "ceph v";
/** Milliseconds. */
const patienceMs = 2_000;

/** Where a daemon listens, as maps name it. */
export interface Addresses {
  readonly addrvec: readonly { readonly type: string; readonly addr: string }[];
}

/**
 * Whether a daemon is there and speaks: one that was killed refuses, one that hangs takes the connection and says
 * nothing. One without an address cannot be asked, which says nothing against it.
 */
export function speaks({ addrvec }: Addresses, signal: AbortSignal): Promise<boolean> {
  const address = (addrvec.find(({ type }) => type === "v2") ?? addrvec[0])?.addr ?? "";
  const [, host = "", port = ""] = /^\[?([0-9a-fA-F.:]+?)\]?:(\d{1,5})$/u.exec(address) ?? [];
  if (host === "" || Number(port) > 65_535) return Promise.resolve(true);
  if (signal.aborted) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    let heard = "";
    const end = (isThere: boolean): void => {
      signal.removeEventListener("abort", giveUp);
      socket.destroy();
      resolve(isThere);
    };
    const giveUp = (): void => end(true);
    signal.addEventListener("abort", giveUp, { once: true });
    socket.setTimeout(patienceMs, () => end(false));
    socket.on("error", () => end(false));
    socket.on("close", () => end(false));
    socket.on("data", (chunk: Buffer) => {
      heard = (heard + chunk.toString("latin1")).slice(0, banner.length);
      if (heard.length === banner.length) end(heard === banner);
    });
  });
}
