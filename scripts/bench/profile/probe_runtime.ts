import { ENTER, LEAVE } from './probed_functions.ts';

/** Begins the log line in which a profiled canister reports a message. */
export const REPORT = 'profile ';

/** A message's calls and IC instructions by function, without those of the functions that it called. */
export type Report = Record<string, { readonly calls: number; readonly own: number }>;

/**
 * JavaScript that goes before a bundle with probes. It reads the instruction counter at both ends of each probe, so
 * that its own work counts for nobody; the rest of it, a call out of the function and back, is measured here once.
 */
export const PROBE_RUNTIME = `
globalThis.${ENTER} = undefined;
{
  const ic = globalThis._azleIc;
  let stack = [];
  let report = {};
  let last = 0n;
  let cost = null;
  const now = () => ic.performanceCounter(0);
  const charge = (until) => {
    const entry = report[stack[stack.length - 1] ?? '(outside)'] ??= { calls: 0, own: 0 };
    entry.own += Number(until - last);
  };
  globalThis.${ENTER} = (name) => {
    const until = now();
    if (stack.length === 0) last = until;
    charge(until);
    stack.push(name);
    (report[name] ??= { calls: 0, own: 0 }).calls++;
    last = now();
  };
  globalThis.${LEAVE} = () => {
    charge(now());
    stack.pop();
    if (stack.length === 0 && cost !== null) {
      for (const name in report) report[name].own -= cost * report[name].calls;
      ic.debugPrint('${REPORT}' + JSON.stringify(report));
      report = {};
    }
    last = now();
  };
  const empty = () => { ${ENTER}('empty'); try {} finally { ${LEAVE}(); } };
  for (let i = 0; i < 100; i++) empty();
  cost = Math.round(report.empty.own / 100);
  report = {};
}
`;
