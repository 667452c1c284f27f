using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting.Checks;

/// <summary>Judges the account that the container runs as.</summary>
internal sealed class UserCheck : ILintCheck
{
    public IEnumerable<LintFinding> Run(LintSubject subject)
    {
        var user = subject.InImage.OfType<UserInstruction>().LastOrDefault();
        if (user is null)
        {
            // Images of the catalogue run as the account of image.toml, which is never root: a base hands it on.
            return subject.Definition?.Base is not null
                ? []
                :
                [
                    Finding.At(
                        MustRules.RootUser,
                        subject.Final.From,
                        "no USER is set, so that the image runs as root or as what its base says; end with USER and a numeric user and group"
                    ),
                ];
        }

        var parts = user.User.Raw.Trim('"', '\'').Split(':');
        return user.User.HasVariables ? []
            : parts[0] is "root" or "" || IsZero(parts[0])
                ?
                [
                    Finding.At(
                        MustRules.RootUser,
                        user,
                        user.User,
                        $"the image runs as '{user.User}'; end with USER and a numeric user and group other than 0"
                    ),
                ]
            : parts.All(IsNumber) ? []
            : [Finding.At(MustRules.NamedUser, user, user.User, $"'{user.User}' is no number; write the numeric user and group")];
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool IsZero(string text) => IsNumber(text) && text.All(digit => digit == '0');
}
