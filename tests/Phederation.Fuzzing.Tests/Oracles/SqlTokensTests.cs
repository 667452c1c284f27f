using FsCheck;
using FsCheck.Fluent;
using Phederation.Fuzzing.Oracles.Sql;

namespace Phederation.Fuzzing.Tests.Oracles;

public sealed class SqlTokensTests
{
    [Theory]
    [InlineData("select 'a''b'", "Word:select Literal:a'b")]
    [InlineData("E'a\\'b' N'c'", "Literal:a'b Literal:c")]
    [InlineData("'a\\' x", "Literal:a\\ Word:x")]
    [InlineData("\"a\"\"b\" [c d]", "Identifier:a\"b Identifier:c d")]
    [InlineData("$$a'b$$ $x$c$x$ $1", "Literal:a'b Literal:c Symbol:$ Word:1")]
    [InlineData("a -- b' \nc", "Word:a Comment:-- b' \n Word:c")]
    [InlineData("a /* ' */ c", "Word:a Comment:/* ' */ Word:c")]
    [InlineData("'open", "Unended:open")]
    [InlineData("/* open", "Unended:/* open")]
    [InlineData("@schema.t1 <= 2", "Word:@schema.t1 Symbol:< Symbol:= Word:2")]
    public void Sql_is_taken_apart_into_its_words(string sql, string words) =>
        Assert.Equal(words, string.Join(' ', SqlTokens.Of(sql).Select(token => $"{token.Kind}:{token.Text}")));

    [Fact]
    public void Any_text_is_taken_apart() =>
        Prop.ForAll(
                Gen.ListOf(Gen.Elements("'\"[]$-/*\\eEnN \n.a1@".ToCharArray())).ToArbitrary(),
                text => SqlTokens.Of(string.Concat(text)).All(token => token.Text is not null)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Text_that_is_escaped_is_one_literal_whatever_is_in_it() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                    SqlTokens.Of($"a '{text.Get.Replace("'", "''", StringComparison.Ordinal)}' b")
                        is [_, { Kind: SqlTokenKind.Literal } literal, _]
                    && literal.Text == text.Get
            )
            .Check(Config.QuickThrowOnFailure);
}
