/** The archive as Azle sees it: one method for each of its interface, in its order. */
import { init, postUpgrade, query, update } from 'azle';
import { decode_init } from '../declarations/archive_codec.ts';
import { trapText } from '../backend/api/trap_text.ts';
import { azleMessages } from '../backend/ic/azle_messages.ts';
import * as methods from './api/archive_methods.ts';
import { type Archive, install, upgrade } from './services/archive.ts';

const { start, answer } = azleMessages<Archive>(trapText);

export default class {
  @init([], { manual: true })
  init(): void {
    start((ic, argument) => install(ic, argument, decode_init(argument)[0]));
  }

  @postUpgrade([], { manual: true })
  post_upgrade(): void {
    start((ic, argument) => upgrade(ic, argument, decode_init(argument)[0]));
  }

  @query([], undefined, { manual: true })
  get_anchor_entries(): void | Promise<void> {
    return answer(methods.get_anchor_entries);
  }

  @query([], undefined, { manual: true })
  get_entries(): void | Promise<void> {
    return answer(methods.get_entries);
  }

  @update([], undefined, { manual: true })
  write_entry(): void | Promise<void> {
    return answer(methods.write_entry);
  }

  @update([], undefined, { manual: true })
  status(): void | Promise<void> {
    return answer(methods.status);
  }

  @query([], undefined, { manual: true })
  http_request(): void | Promise<void> {
    return answer(methods.http_request);
  }
}
