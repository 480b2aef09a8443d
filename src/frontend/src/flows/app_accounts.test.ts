import { describe, expect, it } from 'vitest';
import type { AppAccount, CanisterError } from '../canister/canister.ts';
import { createAppAccountsFlow } from './app_accounts.ts';
import { FakeAppAccounts } from './testing/fake_app_accounts.ts';
import { reach } from './testing/fake_parts.ts';

function start(prepare: (accounts: FakeAppAccounts) => void = () => undefined) {
  const accounts = new FakeAppAccounts();
  prepare(accounts);
  const chosen: (bigint | null)[] = [];
  const refused: CanisterError[] = [];
  const flow = createAppAccountsFlow({
    identity: '10000',
    accounts,
    chosen: ({ number }: AppAccount) => chosen.push(number),
    unauthorized: (error) => refused.push(error),
  });
  return { accounts, flow, chosen, refused };
}

const choosing = async ({ flow }: ReturnType<typeof start>) => reach(flow.state, 'choosing');

describe('the accounts at an app', () => {
  it('should be listed, and one of them chosen', async () => {
    const run = start();
    const { accounts } = await choosing(run);
    expect(accounts).toHaveLength(1);
    run.flow.choose(accounts[0]!);
    expect(run.chosen).toEqual([null]);
  });

  it('should have another after one was added, with the name that was typed but for spaces around it', async () => {
    const run = start();
    await choosing(run);
    run.flow.add();
    run.flow.submitName('  Work ');
    const { accounts } = await choosing(run);
    expect(accounts.map(({ name }) => name)).toEqual([null, 'Work']);
    run.flow.choose(accounts[1]!);
    expect(run.chosen).toEqual([1n]);
  });

  it('should be renamed, the first one too', async () => {
    const run = start();
    const [first] = (await choosing(run)).accounts;
    run.flow.rename(first!);
    expect(await reach(run.flow.state, 'naming')).toMatchObject({ account: first, typed: '' });
    run.flow.submitName('Home');
    const [named] = (await choosing(run)).accounts;
    expect(named).toMatchObject({ number: 1n, name: 'Home' });
    run.flow.rename(named!);
    expect(await reach(run.flow.state, 'naming')).toMatchObject({ typed: 'Home' });
    run.flow.back();
    expect((await choosing(run)).accounts).toEqual([named]);
  });

  it('should stand in their order, but for the preferred one, which comes first', async () => {
    const run = start();
    await choosing(run);
    for (const name of ['Work', 'Play']) {
      run.flow.add();
      run.flow.submitName(name);
      await choosing(run);
    }
    const play = (await choosing(run)).accounts[2]!;
    run.flow.prefer(play);
    await reach(run.flow.state, 'saving');
    const { accounts } = await choosing(run);
    expect(accounts.map(({ name, preferred }) => [name, preferred])).toEqual([
      ['Play', true],
      [null, false],
      ['Work', false],
    ]);
  });

  it.each(['', '   ', 'é'.repeat(33)])('should not take the name %j', async (typed) => {
    const run = start();
    await choosing(run);
    run.flow.add();
    run.flow.submitName(typed);
    expect(await reach(run.flow.state, 'naming')).toMatchObject({ typed, notice: { kind: 'invalidName' } });
    expect(run.accounts.accounts).toHaveLength(1);
  });

  it('should keep what was typed when it cannot be saved', async () => {
    const run = start((accounts) => accounts.failures.set('add', { kind: 'tooManyAccounts' }));
    await choosing(run);
    run.flow.add();
    run.flow.submitName('Work');
    await reach(run.flow.state, 'saving');
    expect(await reach(run.flow.state, 'naming')).toMatchObject({
      typed: 'Work',
      notice: { kind: 'tooManyAccounts' },
    });
    run.flow.submitName('Work');
    expect((await choosing(run)).accounts).toHaveLength(2);
  });

  it('should go on where the connection was lost', async () => {
    const run = start((accounts) => accounts.failures.set('list', { kind: 'lostConnection' }));
    expect(await reach(run.flow.state, 'interrupted')).toMatchObject({ notice: { kind: 'lostConnection' } });
    run.flow.retry();
    const { accounts } = await choosing(run);
    run.accounts.failures.set('prefer', { kind: 'lostConnection' });
    run.flow.prefer(accounts[0]!);
    await reach(run.flow.state, 'saving');
    expect(await choosing(run)).toMatchObject({ notice: { kind: 'lostConnection' } });
  });

  it('should hand on that the session is over', async () => {
    const run = start((accounts) => accounts.failures.set('list', { kind: 'unauthorized' }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(run.refused).toEqual([{ kind: 'unauthorized' }]);
  });

  it('should drop an answer that comes after the choice', async () => {
    const run = start();
    const { accounts } = await choosing(run);
    run.flow.prefer(accounts[0]!);
    run.flow.choose(accounts[0]!);
    await new Promise((resolve) => setTimeout(resolve));
    expect(run.flow.state).toHaveProperty('value.kind', 'saving');
    expect(run.chosen).toEqual([null]);
  });
});
