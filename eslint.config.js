import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/.cache/**',
      '**/.azle/**',
      '**/.local-ic/**',
      'src/declarations/**',
      'src/backend/assets/generated/**',
      'tests/vectors/**',
    ],
  },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    // A map's keys, values and items skip to their start one by one: only 0 is affordable.
    files: ['src/backend/**/*.ts', 'src/archive/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^(keys|values|items)$/][callee.object.name!="Object"] > .arguments:first-child:not(Literal[value=0])',
          message: 'keys, values and items with a start other than 0 walk the map from its beginning.',
        },
      ],
    },
  },
);
