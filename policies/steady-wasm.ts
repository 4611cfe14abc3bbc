import { setFlagsFromString } from "node:v8";

/**
 * V8 11 (Node 20) may end the whole process ("unreachable code", Deoptimizer::DoComputeBuiltinContinuation) when it
 * throws away optimised code while a call into WebAssembly is under way that it had inlined. Cedar is WebAssembly and is
 * asked thousands of times an hour, so such calls are not inlined. To be called before the first of them.
 */
export function keepWasmCallsSteady(): void {
  setFlagsFromString("--no-turbo-inline-js-wasm-calls");
}
