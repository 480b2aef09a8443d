import { CanisterIdArg, CanisterLogsResult, replyWith } from './candid.ts';
import { canisterMethod, finished } from './method.ts';

/** The kept log lines of a canister, oldest first, for those whom its log visibility allows. */
export const fetchCanisterLogs = canisterMethod<CanisterIdArg>({
  name: 'fetch_canister_logs',
  argType: CanisterIdArg,
  callers: 'log_viewers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister) {
    return finished(
      call,
      replyWith(CanisterLogsResult, {
        canister_log_records: canister.log.records.map(({ index, time, content }) => ({
          idx: index,
          timestamp_nanos: time,
          content,
        })),
      }),
    );
  },
});
