using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Phederation.Accounts.Auditing;
using Phederation.Accounts.Passwords;
using Phederation.Accounts.Users;
using Phederation.Postgres;
using Phederation.Services.Hosting.Settings;
using Phederation.UserManagement.Web;

namespace Phederation.UserManagement;

/// <summary>
/// Makes the first account where nobody could administer the site. Its password is a secret file that the site generated; once there is an
/// administrator, the file is not looked at any more.
/// </summary>
internal sealed partial class FirstAdministrator
{
    private const int AdministratorRole = 2;

    private readonly string _login;
    private readonly string _passwordFile;

    private FirstAdministrator(string login, string passwordFile) => (_login, _passwordFile) = (login, passwordFile);

    /// <summary>Reads who it is: PHEDERATION_ADMINISTRATOR_LOGIN (admin) and PHEDERATION_ADMINISTRATOR_PASSWORD_SECRET (user_mgmt_admin_password).</summary>
    /// <exception cref="SetupException">The login is malformed.</exception>
    public static FirstAdministrator From(ServiceSettings settings)
    {
        var login = settings.Text("PHEDERATION_ADMINISTRATOR_LOGIN", "admin");
        return Input.RefuseLogin(login) is { } reason
            ? throw new SetupException(SetupProblem.Malformed, $"PHEDERATION_ADMINISTRATOR_LOGIN is no login. {reason}", "Set another one.")
            : new FirstAdministrator(login, settings.SecretFile("PHEDERATION_ADMINISTRATOR_PASSWORD_SECRET", "user_mgmt_admin_password"));
    }

    /// <summary>Makes the account if it is needed.</summary>
    /// <exception cref="SetupException">It is needed, and its password is missing or one that anybody would try.</exception>
    public async Task CreateAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        var accounts = provider.GetRequiredService<AccountStore>();
        if (await accounts.HasAdministratorAsync(cancellationToken))
        {
            return;
        }

        var password = await SecretText.ReadAsync(_passwordFile, cancellationToken);
        if (PasswordPolicy.Refuse(password, _login) is { } reason)
        {
            throw new SetupException(
                SetupProblem.Malformed,
                $"The first administrator's password in {_passwordFile} is not accepted. {reason}",
                "Let the site generate one, or write a long one of your own into the file."
            );
        }

        var hash = PasswordHash.Create(password);
        if (await accounts.FindAsync(_login, cancellationToken) is { } known)
        {
            // The account is there and can't administer: it was disabled, or WebAPI made it without a password.
            await accounts.UpdateAsync(
                known.Id,
                known.Version,
                new AccountChange(
                    IsDisabled: false,
                    RoleIds: [.. known.Roles.Select(role => role.Id).Append(AdministratorRole).Distinct()]
                ),
                AuditContext.System,
                cancellationToken
            );
            await accounts.SetPasswordAsync(known.Id, version: null, hash, mustChange: false, AuditContext.System, cancellationToken);
        }
        else
        {
            await accounts.CreateAsync(
                new NewAccount(_login, "Administrator", Account.SystemOrigin, hash, MustChangePassword: false, [AdministratorRole]),
                AuditContext.System,
                cancellationToken
            );
        }

        var logger = provider.GetRequiredService<ILogger<FirstAdministrator>>();
        Made(logger);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The first administrator's account is made")]
    private static partial void Made(ILogger logger);
}
