/** The first look comes when a framework may have been imported, the others so far apart, in seconds. */
const [firstAfter, every] = [10, 20];
/** A CUDA context takes some hundred; less than this is the driver's own, in MiB. */
const contextMiB = 100;
/** Fewer looks than that tell nothing. */
const fewest = 3;

/**
 * Lines for the script of a job (bash or dash) that look, on the node and as the job's owner, how busy the job's own
 * GPUs are (nvidia-smi --query-gpu=utilization.gpu,memory.used), and keep in `$file` one line: the most of each, how
 * often was looked, and when a GPU was busy last (seconds since 1970). `file` is a variable's name; on a node without
 * nvidia-smi nothing is written. Nothing of it is seen in the job's log, or changes how the job ends.
 */
export const useWatch = (file: string): { readonly begin: string; readonly end: string } => ({
  begin: `(
  command -v nvidia-smi || exit 0
  most=0; memory=0; looks=0; busy=0; pause=${firstAfter}
  while sleep "$pause"; do
    pause=${every}
    now=$(nvidia-smi --query-gpu=utilization.gpu,memory.used --format=csv,noheader,nounits \${CUDA_VISIBLE_DEVICES:+-i "$CUDA_VISIBLE_DEVICES"}) || continue
    while IFS=', ' read -r percent used; do
      case $percent$used in *[!0-9]* | '') continue ;; esac
      if [ "$percent" -gt "$most" ]; then most=$percent; fi
      if [ "$used" -gt "$memory" ]; then memory=$used; fi
      if [ "$percent" -gt 0 ]; then busy=$(date +%s); fi
    done <<SHISA_USE_ENDS
$now
SHISA_USE_ENDS
    looks=$((looks + 1))
    echo "$most $memory $looks $busy" > "$${file}"
  done
) > /dev/null 2>&1 < /dev/null &
shisa_use=$!`,
  end: 'kill "$shisa_use" 2> /dev/null',
});

/**
 * The most that a job's GPUs were seen at work, 0 to 100, in what `useWatch` kept; undefined where too little was seen.
 * A program that holds memory of a GPU has used it, if only between two looks. The file is the job owner's: what
 * stands there tells its owner about the owner's own job, and nobody else anything.
 */
export function peakIn(kept: string): number | undefined {
  const [, percent, memory, looks] = /^(\d{1,3}) (\d{1,7}) (\d{1,7}) \d{1,12}$/u.exec(kept.trim()) ?? [];
  if (percent === undefined || Number(looks) < fewest) return undefined;
  const peak = Math.min(100, Number(percent));
  return Number(memory) >= contextMiB ? Math.max(1, peak) : peak;
}
