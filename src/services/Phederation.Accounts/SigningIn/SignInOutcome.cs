namespace Phederation.Accounts.SigningIn;

/// <summary>How a sign-in ended.</summary>
public enum SignInOutcome
{
    /// <summary>It is the person.</summary>
    SignedIn,

    /// <summary>The password is right and must be replaced before anything else.</summary>
    MustChangePassword,

    /// <summary>No. Why stays here: a wrong name, a wrong password, a lock and a disabled account are one answer.</summary>
    Refused,
}
