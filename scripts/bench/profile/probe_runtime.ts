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
  let cost = 0;
  let isCalled = false;
  const empty = () => { ${ENTER}('empty'); try {} finally { ${LEAVE}(); } };
  const measureProbes = () => {
    for (let i = 0; i < 100; i++) empty();
    cost = Math.round(report.empty.own / 100);
  };
  const now = () => ic.performanceCounter(0);
  const charge = (until) => {
    const entry = report[stack[stack.length - 1] ?? '(outside)'] ??= { calls: 0, own: 0 };
    entry.own += Number(until - last);
  };
  globalThis.${ENTER} = (name) => {
    let until = now();
    if (stack.length === 0) {
      // A call begins with the method of the class; what runs after an answer from elsewhere is part of it.
      if (name.startsWith('class.')) {
        if (cost === 0) measureProbes();
        report = {};
        isCalled = true;
      }
      last = until = now();
    }
    charge(until);
    stack.push(name);
    (report[name] ??= { calls: 0, own: 0 }).calls++;
    last = now();
  };
  globalThis.${LEAVE} = () => {
    charge(now());
    stack.pop();
    if (stack.length === 0 && isCalled) {
      const rows = Object.entries(report).map(([name, { calls, own }]) => [name, { calls, own: own - cost * calls }]);
      ic.debugPrint('${REPORT}' + JSON.stringify(Object.fromEntries(rows)));
    }
    last = now();
  };
}
`;
