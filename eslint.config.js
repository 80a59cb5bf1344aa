import { defineConfig } from 'eslint/config'
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'

/**
 * What each folder of src may import: other folders only through their index.ts, its own files
 * freely. Data flows one way (docs/architecture.md). `types` may be imported as types only; `files`
 * stand in src itself.
 */
const MAY_IMPORT = {
  core: {},
  formula: { folders: ['core'] },
  catalogue: { folders: ['core', 'formula'] },
  database: { folders: ['core', 'catalogue'] },
  sources: { folders: ['core', 'catalogue'] },
  records: { folders: ['core', 'catalogue', 'database', 'sources'] },
  transfer: { folders: ['core', 'catalogue', 'database', 'records'] },
  statistics: { folders: ['core'] },
  judgement: { folders: ['core', 'statistics'] },
  figures: { folders: ['core', 'formula', 'catalogue', 'database', 'judgement'] },
  charts: { folders: ['core', 'judgement'] },
  pages: {
    folders: [
      ...['core', 'catalogue', 'database', 'records'],
      ...['figures', 'statistics', 'judgement', 'charts', 'downloads'],
    ],
    files: ['services.ts', 'config.ts'],
  },
  reports: {
    folders: [
      ...['core', 'catalogue', 'database', 'records'],
      ...['figures', 'statistics', 'judgement', 'charts', 'downloads'],
    ],
    files: ['services.ts', 'config.ts'],
  },
  downloads: { folders: ['core'] },
  demo: { folders: ['core', 'catalogue'] },
  cli: {
    folders: [
      ...['core', 'formula', 'catalogue', 'database', 'sources', 'records', 'transfer', 'figures'],
      ...['statistics', 'judgement', 'charts', 'downloads', 'pages', 'reports', 'demo'],
    ],
    files: ['services.ts', 'config.ts', 'app.ts'],
  },
}

/** One zone a folder: everything in src but its own files and what the table allows. */
const zones = Object.entries(MAY_IMPORT).map(
  ([folder, { folders = [], types = [], files = [] }]) => ({
    target: `./src/${folder}`,
    from: './src',
    except: [
      `./${folder}`,
      ...files,
      ...[...folders, ...types].map((name) => `./${name}/index.ts`),
    ],
    message: `${folder} may import ${listOf([...folders, ...types.map((name) => `${name} (types)`), ...files])}; a folder only through its index.ts.`,
  }),
)

/** For folders of which only types may come in. */
const typesOnly = Object.entries(MAY_IMPORT)
  .filter(([, { types }]) => types !== undefined)
  .map(([folder, { types }]) => ({
    files: [`src/${folder}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: types.map((name) => ({
            regex: `/${name}/index\\.ts$`,
            allowTypeImports: true,
            message: `${folder} may import only types from ${name}.`,
          })),
        },
      ],
    },
  }))

function listOf(names) {
  return names.length === 0 ? 'nothing' : names.join(', ')
}

export default defineConfig(
  { ignores: ['node_modules/', 'data/', 'tmp/', 'examples/', 'docs/'] },
  {
    files: ['**/*.ts'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      importX.flatConfigs.typescript,
    ],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })] },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
      'import-x/extensions': ['error', 'ignorePackages'],
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 50 }],
      complexity: ['error', { max: 10, variant: 'modified' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only src/config.ts reads the environment.',
        },
      ],
      // Readonly data is written as type aliases throughout; interfaces can be widened from outside.
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: true },
      ],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  ...typesOnly,
  {
    files: ['src/config.ts', 'scripts/**', 'bench/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  // The grammar stands in one file, whole (docs/decisions/0002-formula-language.md).
  { files: ['src/formula/grammar.ts'], rules: { 'max-lines': ['error', { max: 600 }] } },
  {
    // A test tells a story: a long table of cases or one long scene is easier to read whole. It may
    // set up an environment for a child process and reach into any folder to make what it needs.
    files: ['**/*.test.ts', 'src/**/test-*.ts', 'test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 600 }],
      'max-lines-per-function': 'off',
      'no-restricted-properties': 'off',
      'import-x/no-restricted-paths': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        ...{ process: 'readonly', console: 'readonly', URL: 'readonly', fetch: 'readonly' },
        ...{ setTimeout: 'readonly', clearTimeout: 'readonly', AbortSignal: 'readonly' },
      },
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', 'prefer-const': 'error' },
  },
)
