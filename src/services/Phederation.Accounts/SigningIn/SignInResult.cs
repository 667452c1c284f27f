using Phederation.Accounts.Users;

namespace Phederation.Accounts.SigningIn;

/// <summary>How a sign-in ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Account">Who it is, unless it was refused.</param>
public sealed record SignInResult(SignInOutcome Outcome, Account? Account)
{
    /// <summary>What a client is told of a refused sign-in, whatever the reason.</summary>
    public const string Refusal = "The login or the password is wrong, or the account is locked for some time after wrong passwords.";
}
