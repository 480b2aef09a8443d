import { describe, expect, it } from 'vitest';
import { createVariable } from './observable.ts';

describe('createVariable', () => {
  it('should tell each listener the value now and at each change, until it stops', () => {
    const variable = createVariable(1);
    const heard: number[] = [];
    const listener = (value: number): void => void heard.push(value);
    const stopFirst = variable.subscribe(listener);
    variable.subscribe(listener);
    variable.set(2);
    stopFirst();
    variable.set(3);
    expect(heard).toEqual([1, 1, 2, 2, 3]);
    expect(variable.value).toBe(3);
  });
});
