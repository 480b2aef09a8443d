import { expect, it } from 'vitest';
import { createCredentialsFlow } from './credentials.ts';
import { reach } from './testing/fake_parts.ts';

it('should tell the person first, and the dapp once', async () => {
  const flow = createCredentialsFlow();
  let refused = 0;
  flow.leave();
  flow.receive({ origin: 'https://dapp.example', refuse: () => refused++ });
  expect(await reach(flow.state, 'unavailable')).toEqual({
    kind: 'unavailable',
    origin: 'https://dapp.example',
  });
  expect(refused).toBe(0);
  flow.leave();
  flow.leave();
  await reach(flow.state, 'answered');
  expect(refused).toBe(1);
});
