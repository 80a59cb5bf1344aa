import {
  EmbeddedActionsParser,
  type IOrAlt,
  type IRecognitionException,
  type IToken,
  type ParserMethod,
  type TokenType,
} from 'chevrotain'
import {
  aggregateOf,
  arithmeticOf,
  comparisonOf,
  denominatorOf,
  inRangeOf,
  joined,
  measureOf,
  missing,
  negative,
  pathOf,
  rowsOf,
  shiftOf,
  spanOf,
} from './syntax-build.ts'
import type { RowsSyntax, Syntax, Word } from './syntax.ts'
import {
  And,
  AnyDate,
  AnyQuoted,
  At,
  Close,
  CloseFilter,
  Comma,
  Compare,
  Denominator,
  Dot,
  Empty,
  From,
  Has,
  HasNo,
  In,
  Measure,
  Minus,
  Not,
  NumberToken,
  Of,
  Open,
  OpenFilter,
  Or,
  Plus,
  Present,
  RowAggregate,
  Times,
  To,
  TOKENS,
  Unit,
  ValueAggregate,
  WordToken,
  Year,
} from './tokens.ts'
import type { Span } from './tree.ts'

/*
 * formula   = or ;
 * or        = and { "or" and } ;
 * and       = not { "and" not } ;
 * not       = "not" not | test ;
 * test      = "has" [ "no" ] rows
 *           | sum [ compare sum | [ "not" ] "in" set | "empty" | "present" ] ;
 * set       = "(" item { "," item } ")" | end [ "to" end ] ;
 * item      = end | "empty" ;
 * end       = [ "-" ] bound ;
 * sum       = product { ( "+" | "-" ) product } ;
 * product   = factor { "*" factor } ;
 * factor    = "-" factor | "(" or ")" | bound | aggregate | span
 *           | measure [ "at" bound ] | "denominator" [ filter ] ;
 * bound     = atom { shift } ;
 * shift     = ( "+" | "-" ) whole unit ;
 * span      = ( "days" | "weeks" ) "from" bound "to" bound ;
 * aggregate = ( "count" | "persons" | "years" ) "(" rows ")"
 *           | ( "sum" | "mean" | "median" | "max" | "min" | "distinct" | "the" ) "(" sum "of" rows ")" ;
 * rows      = ( path | "denominator" ) [ filter ] ;
 * filter    = "[" or { "," or } "]" ;
 * atom      = number | date | year | quoted | path [ "(" [ sum { "," sum } ] ")" ] ;
 * path      = word { "." word } ;
 */

type Rule = ParserMethod<[], Syntax>

const either = <T>(...alternatives: (() => T)[]): IOrAlt<T>[] =>
  alternatives.map((ALT) => ({ ALT }))

/** The grammar above, rule by rule. A rule that fails gives `missing`, and reading goes on. */
class FormulaParser extends EmbeddedActionsParser {
  constructor() {
    super(TOKENS, { recoveryEnabled: true })
    this.performSelfAnalysis()
  }

  /** A rule that reads a formula or a part of one. */
  private rule(name: string, read: () => Syntax): Rule {
    return this.RULE(name, read, { recoveryValueFunc: missing })
  }

  /** From a token read to the last one read. */
  private since(first: IToken): Span {
    return spanOf(first, this.LA(0))
  }

  readonly formula = this.rule('formula', () => this.SUBRULE(this.anyOf))
  private readonly anyOf = this.rule('anyOf', () => this.chain(Or, 'or', this.allOf))
  private readonly allOf = this.rule('allOf', () => this.chain(And, 'and', this.negated))

  private chain(separator: TokenType, operator: 'and' | 'or', rule: Rule): Syntax {
    const operands: Syntax[] = []
    this.AT_LEAST_ONE_SEP({ SEP: separator, DEF: () => operands.push(this.SUBRULE(rule)) })
    return this.ACTION(() => joined(operator, operands))
  }

  private readonly negated = this.rule('negated', () =>
    this.OR(
      either(
        () => {
          const first = this.CONSUME(Not)
          const of = this.SUBRULE(this.negated)
          return this.ACTION((): Syntax => ({ kind: 'not', of, span: this.since(first) }))
        },
        () => this.SUBRULE(this.test),
      ),
    ),
  )

  private readonly test = this.rule('test', () =>
    this.OR(
      either(
        () => this.SUBRULE(this.has),
        () => {
          const left = this.SUBRULE(this.sum)
          return this.OPTION(() => this.SUBRULE(this.tail, { ARGS: [left] })) ?? left
        },
      ),
    ),
  )

  private readonly has = this.rule('has', () => {
    const first = this.OR(
      either(
        () => this.CONSUME(Has),
        () => this.CONSUME(HasNo),
      ),
    )
    const rows = this.SUBRULE(this.rows)
    const negated = first.tokenType === HasNo
    return this.ACTION((): Syntax => ({ kind: 'has', negated, rows, span: this.since(first) }))
  })

  private readonly tail = this.RULE(
    'tail',
    (left: Syntax): Syntax =>
      this.OR(
        either(
          () => {
            const sign = this.CONSUME(Compare)
            const right = this.SUBRULE(this.sum)
            return this.ACTION(() => comparisonOf(left, sign, right))
          },
          () => {
            const negated = this.OPTION(() => this.CONSUME(Not)) !== undefined
            this.CONSUME(In)
            return this.SUBRULE(this.set, { ARGS: [left, negated] })
          },
          () => this.emptiness(left, this.CONSUME(Empty), false),
          () => this.emptiness(left, this.CONSUME(Present), true),
        ),
      ),
    { recoveryValueFunc: missing },
  )

  private emptiness(of: Syntax, last: IToken, present: boolean): Syntax {
    return this.ACTION((): Syntax => {
      return { kind: 'emptiness', of, present, span: { ...of.span, end: spanOf(last).end } }
    })
  }

  private readonly set = this.RULE(
    'set',
    (of: Syntax, negated: boolean): Syntax =>
      this.OR(
        either(
          () => {
            const items = this.SUBRULE(this.list)
            return this.ACTION((): Syntax => {
              const span = { start: of.span.start, end: spanOf(this.LA(0)).end }
              return { kind: 'in-list', negated, of, items, span }
            })
          },
          () => {
            const first = this.SUBRULE(this.end)
            const last = this.OPTION(() => {
              this.CONSUME(To)
              return this.SUBRULE2(this.end)
            })
            return this.ACTION(() => inRangeOf(of, negated, first, last))
          },
        ),
      ),
    { recoveryValueFunc: missing },
  )

  private readonly list = this.RULE(
    'list',
    () => {
      const items: (Syntax | 'empty')[] = []
      this.CONSUME(Open)
      this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => items.push(this.SUBRULE(this.item)) })
      this.CONSUME(Close)
      return items
    },
    { recoveryValueFunc: () => [] },
  )

  private readonly item: ParserMethod<[], Syntax | 'empty'> = this.RULE('item', () =>
    this.OR(
      either<Syntax | 'empty'>(
        () => {
          this.CONSUME(Empty)
          return 'empty'
        },
        () => this.SUBRULE(this.end),
      ),
    ),
  )

  private readonly end = this.rule('end', () => {
    const minus = this.OPTION(() => this.CONSUME(Minus))
    const of = this.SUBRULE(this.bound)
    return this.ACTION(() => (minus ? negative(minus, of) : of))
  })

  private readonly sum = this.rule('sum', () => {
    let left = this.SUBRULE(this.product)
    this.MANY(() => {
      const sign = this.SUBRULE(this.sign)
      const right = this.SUBRULE2(this.product)
      left = this.ACTION(() => arithmeticOf(left, sign, right))
    })
    return left
  })

  private readonly sign: ParserMethod<[], '+' | '-'> = this.RULE('sign', () =>
    this.OR(
      either<'+' | '-'>(
        () => {
          this.CONSUME(Plus)
          return '+'
        },
        () => {
          this.CONSUME(Minus)
          return '-'
        },
      ),
    ),
  )

  private readonly product = this.rule('product', () => {
    let left = this.SUBRULE(this.factor)
    this.MANY(() => {
      this.CONSUME(Times)
      const right = this.SUBRULE2(this.factor)
      left = this.ACTION(() => arithmeticOf(left, '*', right))
    })
    return left
  })

  private readonly factor = this.rule('factor', () =>
    this.OR(
      either(
        () => {
          const minus = this.CONSUME(Minus)
          const of = this.SUBRULE(this.factor)
          return this.ACTION(() => negative(minus, of))
        },
        () => this.SUBRULE(this.bracketed),
        () => this.SUBRULE(this.bound),
        () => this.SUBRULE(this.aggregate),
        () => this.SUBRULE(this.span),
        () => this.SUBRULE(this.measure),
        () => this.SUBRULE(this.denominator),
      ),
    ),
  )

  private readonly bracketed = this.rule('bracketed', () => {
    const first = this.CONSUME(Open)
    const inside = this.SUBRULE(this.anyOf)
    this.CONSUME(Close)
    return this.ACTION(() => ({ ...inside, span: this.since(first) }))
  })

  private readonly bound = this.rule('bound', () => {
    let of = this.SUBRULE(this.atom)
    this.MANY({
      GATE: () => this.LA(2).tokenType === NumberToken && this.LA(3).tokenType === Unit,
      DEF: () => {
        const sign = this.SUBRULE(this.sign)
        const count = this.CONSUME(NumberToken)
        const unit = this.CONSUME(Unit)
        of = this.ACTION(() => shiftOf(of, sign, count, unit))
      },
    })
    return of
  })

  private readonly atom = this.rule('atom', () =>
    this.OR(
      either(
        () => this.plain('number', this.CONSUME(NumberToken)),
        () => this.plain('date', this.CONSUME(AnyDate)),
        () => this.plain('year', this.CONSUME(Year)),
        () => this.plain('quoted', this.CONSUME(AnyQuoted)),
        () => this.SUBRULE(this.call),
      ),
    ),
  )

  private plain(kind: 'number' | 'date' | 'year' | 'quoted', t: IToken): Syntax {
    const text = kind === 'quoted' ? t.image.slice(1, -1) : t.image
    return this.ACTION(() => ({ kind, text, span: spanOf(t) }))
  }

  private readonly call = this.rule('call', () => {
    const words = this.SUBRULE(this.path)
    const values = this.OPTION(() => {
      const list: Syntax[] = []
      this.CONSUME(Open)
      this.MANY_SEP({ SEP: Comma, DEF: () => list.push(this.SUBRULE(this.sum)) })
      this.CONSUME(Close)
      return list
    })
    return this.ACTION(() => pathOf(words, values, this.LA(0)))
  })

  private readonly path = this.RULE(
    'path',
    () => {
      const words: Word[] = []
      this.AT_LEAST_ONE_SEP({
        SEP: Dot,
        DEF: () => {
          const t = this.CONSUME(WordToken)
          words.push({ text: t.image, span: spanOf(t) })
        },
      })
      return words
    },
    { recoveryValueFunc: () => [] },
  )

  private readonly span = this.rule('span', () => {
    const unit = this.CONSUME(Unit)
    this.CONSUME(From)
    const from = this.SUBRULE(this.bound)
    this.CONSUME(To)
    const to = this.SUBRULE2(this.bound)
    return this.ACTION((): Syntax => {
      const name = unit.image.startsWith('week') ? 'weeks' : 'days'
      return { kind: 'span', unit: name, from, to, span: this.since(unit) }
    })
  })

  private readonly aggregate = this.rule('aggregate', () => {
    const of: Syntax[] = []
    const name = this.OR(
      either(
        () => {
          const word = this.CONSUME(RowAggregate)
          this.CONSUME(Open)
          return word
        },
        () => {
          const word = this.CONSUME(ValueAggregate)
          this.CONSUME2(Open)
          of.push(this.SUBRULE(this.sum))
          this.CONSUME(Of)
          return word
        },
      ),
    )
    const rows = this.SUBRULE(this.rows)
    this.CONSUME(Close)
    return this.ACTION(() => aggregateOf(name, of[0], rows, this.LA(0)))
  })

  private readonly measure = this.rule('measure', () => {
    const id = this.CONSUME(Measure)
    const at = this.OPTION(() => {
      this.CONSUME(At)
      return this.SUBRULE(this.bound)
    })
    return this.ACTION(() => measureOf(id, at))
  })

  private readonly denominator = this.rule('denominator', () => {
    const first = this.CONSUME(Denominator)
    const filter = this.OPTION(() => this.SUBRULE(this.filter))
    return this.ACTION(() => denominatorOf(filter, this.since(first)))
  })

  private readonly rows: ParserMethod<[], RowsSyntax> = this.RULE(
    'rows',
    () => {
      const first = this.LA(1)
      const words = this.OR(
        either<readonly Word[]>(
          () => this.SUBRULE(this.path),
          () => {
            this.CONSUME(Denominator)
            return []
          },
        ),
      )
      const filter = this.OPTION(() => this.SUBRULE(this.filter))
      return this.ACTION(() => rowsOf(words, filter, this.since(first)))
    },
    { recoveryValueFunc: () => rowsOf([], undefined, { start: 0, end: 0 }) },
  )

  private readonly filter = this.RULE(
    'filter',
    (): readonly Syntax[] => {
      const conditions: Syntax[] = []
      this.CONSUME(OpenFilter)
      this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => conditions.push(this.SUBRULE(this.anyOf)) })
      this.CONSUME(CloseFilter)
      return conditions
    },
    { recoveryValueFunc: () => [] },
  )
}

const PARSER = new FormulaParser()

/** Tokens to a tree. With errors the tree has holes and is not to be used. */
export function parseTokens(tokens: IToken[]): {
  readonly syntax: Syntax
  readonly errors: readonly IRecognitionException[]
} {
  PARSER.input = tokens
  const syntax = PARSER.formula()
  return { syntax, errors: PARSER.errors }
}
