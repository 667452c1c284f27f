using Phederation.Fhir.Indexing;

namespace Phederation.Fhir.Tests.Indexing;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Müller", "muller")]
    [InlineData("ÅKESSON", "akesson")]
    [InlineData("  Mary \t Jo ", "mary jo")]
    [InlineData("Łukasz Ørsted Đorđe", "lukasz orsted dorde")]
    [InlineData("e\u0301toile", "etoile")]
    [InlineData("Nguyễn", "nguyen")]
    [InlineData("Иван", "иван")]
    [InlineData("李", "李")]
    [InlineData("", "")]
    public void Texts_are_compared_without_case_and_accents(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    [Fact]
    public void Long_codes_stay_different_by_what_is_cut_off()
    {
        var text = new string('x', 5000);

        Assert.True(IndexText.Whole(text + "a").Length < 300);
        Assert.NotEqual(IndexText.Whole(text + "a"), IndexText.Whole(text + "b"));
        Assert.Equal(IndexText.Whole(text), IndexText.Whole(text));
    }
}
