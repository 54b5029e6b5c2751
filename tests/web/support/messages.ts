import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { root } from './files.ts';

/** A node of the syntax tree, as far as it is looked at. */
interface Node extends Record<string, unknown> {
  type: string;
}

const isNode = (x: unknown): x is Node => typeof x === 'object' && x !== null && 'type' in x;

/** Functions that are given what is wrong in words, and constructors of errors. */
const SAYS = /^(add|mistake|missing|bad|crash|wrong|wrongType|unread|fail|\w*(Error|Trouble|File|Late))$/;
/** What holds such words. */
const HOLDS = /^(message|why|what|hint|most|UNCLEAR|mend|strange)$/;

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'MemberExpression') return nameOf(node.property);
  return node.type === 'Super' ? 'Error' : String(node.name ?? node.value ?? '');
}

/** The texts that an expression may come to: of `a ? 'x' : 'y'` both; 7 stands for what varies. */
function textsOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return [(node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('7')];
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case 'LogicalExpression':
      return [...textsOf(node.left), ...textsOf(node.right)];
    default:
      return [];
  }
}

const isLong = (text: string): boolean => / /.test(text);

/** What a node says is wrong, itself. */
function saidBy(node: Node): string[] {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression': {
      const [callee, given] = [nameOf(node.callee), node.arguments as unknown[]];
      if (callee === 'wrongType' && given.length === 1) return textsOf(given[0]).map((text) => `must be ${text}`);
      return SAYS.test(callee) ? given.flatMap(textsOf).filter(isLong) : [];
    }
    case 'Property':
      return HOLDS.test(nameOf(node.key)) ? textsOf(node.value).filter(isLong) : [];
    case 'VariableDeclarator':
      return HOLDS.test(nameOf(node.id)) ? textsOf(node.init).filter(isLong) : [];
    case 'ReturnStatement':
      return textsOf(node.argument).filter(isLong);
    case 'ArrowFunctionExpression':
      return textsOf(node.body).filter(isLong);
    default:
      return [];
  }
}

const under = (node: unknown): string[] => {
  if (Array.isArray(node)) return node.flatMap(under);
  return isNode(node) ? [...saidBy(node), ...Object.values(node).flatMap(under)] : [];
};

/** Every text with which a source says what is wrong: it is of several words, and is given to an error, a failure or a notice. */
export const messagesIn = (source: string): string[] => under(parseSync('source.ts', source).program);

/** The sources whose messages may come before a reader, by their paths in web/src: those of terminals, scripts and programs do not. */
export const sources = (): string[] =>
  readdirSync(new URL('web/src/', root), { recursive: true, encoding: 'utf8' }).filter(
    (file) => /(?<!\.d)\.ts$/.test(file) && !/^(cli|api|code)\b/.test(file),
  );

export const sourceOf = (file: string): string => readFileSync(new URL(`web/src/${file}`, root), 'utf8');
