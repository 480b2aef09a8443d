/**
 * `npm run bench`: instructions, sizes and heap against `budgets.json`; exits 1 when a budget is exceeded. A budget
 * above its goal is what has been reached so far. Instructions are those executed, as the goals count them; what a
 * replica charges for the same call, bytes of the reply included, is printed beside them. `--growth` adds what takes minutes: 100,000 identities and 10,000
 * live signatures. Times are printed and not judged: they are the machine's.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureInstructions, measureManySignatures } from './bench/instructions.ts';
import { measureOpenId } from './bench/openid_instructions.ts';
import { measurePageTimes } from './bench/page_times.ts';
import { measureLoad } from './bench/server_load.ts';
import { measureTimes } from './bench/server_times.ts';
import { measureSizes } from './bench/sizes.ts';

interface Budget {
  readonly goal: number;
  readonly budget: number;
}

interface Budgets {
  /** Millions of IC instructions at 1,000 identities. */
  readonly instructions: Record<string, Budget>;
  /** Millions of IC instructions of what takes a provider's token. */
  readonly openId: Record<string, Budget>;
  /** Millions more for the same call with a Rust client's type tables. */
  readonly rustClients: number;
  /** Cost of any call with many identities by its cost with few. */
  readonly growth: number;
  /** Cost of `prepare_delegation` at 10,000 live signatures by its cost at 5. */
  readonly manySignatures: number;
  /** Bytes, gzipped. */
  readonly sizes: Record<string, number>;
  /** Bytes of wasm heap. */
  readonly heap: { readonly installed: number; readonly at100000Identities: number };
}

const { values: options } = parseArgs({ options: { growth: { type: 'boolean', default: false } } });
const budgets = JSON.parse(readFileSync(new URL('../budgets.json', import.meta.url), 'utf8')) as Budgets;
let exceeded = 0;

function row(name: string, measured: string, budget: string, note: string): void {
  console.log(`${name.padEnd(46)} ${measured.padStart(12)} ${budget.padStart(12)} ${note}`.trimEnd());
}

function judge(
  name: string,
  measured: number,
  budget: number | undefined,
  goal = budget,
  digits = 2,
  note = '',
): void {
  const isOver = budget === undefined || measured > budget;
  if (isOver) exceeded++;
  const verdict = isOver ? 'EXCEEDED' : goal !== undefined && measured > goal ? `goal ${goal}` : '';
  row(name, measured.toFixed(digits), budget?.toFixed(digits) ?? 'none', note + verdict);
}

/** Judges how much dearer calls became; installations do not look at identities. */
function judgeGrowth(few: Record<string, number>, many: Record<string, number>, count: number): void {
  for (const [name, cost] of Object.entries(many)) {
    if (name === 'install') continue;
    const growth = cost / few[name]!;
    if (growth > budgets.growth) judge(`growth of ${name} at ${count} identities`, growth, budgets.growth);
  }
}

row(
  'IC instructions, millions, 1,000 identities',
  'executed',
  'budget',
  'a replica charges; Rust client, more',
);
const few = measureInstructions(10);
const many = measureInstructions(1000);
for (const [name, cost] of Object.entries(many.costs)) {
  const { budget, goal } = budgets.instructions[name] ?? {};
  const charge = many.charges[name];
  const fromRust = many.costsFromRust[name];
  const note = [
    (charge?.toFixed(2) ?? '').padStart(6),
    (fromRust === undefined ? '' : (fromRust - cost).toFixed(2)).padStart(6),
    '',
  ].join(' ');
  judge(name, cost, budget, goal, 2, note);
}
for (const name of Object.keys(budgets.instructions)) {
  if (!(name in many.costs)) judge(`${name}: not measured`, Infinity, 0);
}
judgeGrowth(few.costs, many.costs, 1000);
for (const [name, cost] of Object.entries(many.costsFromRust)) {
  const more = cost - many.costs[name]!;
  if (more > budgets.rustClients) judge(`${name} from a Rust client, more`, more, budgets.rustClients);
}

for (const [name, cost] of Object.entries(measureOpenId())) {
  judge(name, cost, budgets.openId[name]?.budget, budgets.openId[name]?.goal);
}

for (const [name, bytes] of Object.entries(measureSizes())) {
  judge(`${name}, bytes`, bytes, budgets.sizes[name], undefined, 0);
}
judge('heap after install, bytes', many.heapInstalled, budgets.heap.installed, undefined, 0);

if (options.growth) {
  const crowd = measureInstructions(100_000);
  judgeGrowth(many.costs, crowd.costs, 100_000);
  const { heap } = budgets;
  judge('heap at 100,000 identities, bytes', crowd.heapAtEnd, heap.at100000Identities, undefined, 0);
  const ratio = measureManySignatures(10_000) / many.costs['prepare_delegation, 5 live signatures']!;
  judge('prepare_delegation at 10,000 signatures by at 5', ratio, budgets.manySignatures);
}

const times = { ...(await measureTimes()), ...(await measurePageTimes()) };
for (const [name, ms] of Object.entries(times)) row(name, `${ms.toFixed(1)} ms`, '', '');
for (const { name, value, unit, goal } of await measureLoad()) {
  row(name, `${value.toFixed(1)} ${unit}`, '', `goal ${goal}`);
}
process.exit(exceeded === 0 ? 0 : 1);
