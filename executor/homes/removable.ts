/** What programs make again by themselves, or nobody needs any more; paths below the home. */
interface Candidate {
  readonly path: string;
  readonly kind: string;
  /** What its owner types to be rid of it. */
  readonly command: string;
}

const withRm = (path: string, kind: string): Candidate => ({ path, kind, command: `rm -rf ~/${path}` });

/** No name here comes from anybody's home, so that a command can be copied as it stands. */
export const candidates: readonly Candidate[] = [
  withRm(".cache", "cache"),
  { path: ".npm/_cacache", kind: "npm", command: "npm cache clean --force" },
  ...["miniconda3", "anaconda3", "miniforge3", ".conda"].map((root) => ({
    ...{ path: `${root}/pkgs`, kind: "conda", command: "conda clean --all --yes" },
  })),
  { path: ".apptainer/cache", kind: "apptainer", command: "apptainer cache clean --force" },
  { path: ".singularity/cache", kind: "apptainer", command: "singularity cache clean --force" },
  { path: ".local/share/containers", kind: "containers", command: "podman system prune --all --force" },
  withRm(".local/share/Trash", "trash"),
  withRm(".cargo/registry", "cargo"),
  withRm(".gradle/caches", "gradle"),
  withRm(".m2/repository", "maven"),
];

/** Candidates and all folders on the way to them: a search looks into no other. */
export const onTheWay: readonly string[] = [
  ...new Set(
    candidates.flatMap(({ path }) => {
      const parts = path.split("/");
      return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
    }),
  ),
];

/** What a program that crashed left of its memory: core, core.1234. */
export const isCoreDump = (name: string): boolean => /^core(?:\.\d{1,10})?$/.test(name);
