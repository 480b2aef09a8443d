/** `npm run generate`: everything that is generated from `internet_identity.did`. `--check` only compares. */
import './generate_declarations.ts';
import './generate_codec.ts';
