using System.Text;
using Phederation.ParserFuzzing.Targets;
using Phederation.Seccomp.Review;
using Phederation.Text;

namespace Phederation.FuzzHost.Seccomp;

/// <summary>The decisions of a review, <c>review.toml</c>.</summary>
internal sealed class ReviewTarget : IFuzzTarget
{
    public string Name => "seccomp-review";

    public IReadOnlyList<Type> Code => [typeof(ReviewFile)];

    public void Run(byte[] input) => ReviewFile.Parse(Encoding.UTF8.GetString(input));

    public bool IsRefusal(Exception exception) => exception is TomlException;
}
