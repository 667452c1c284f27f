using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Phederation.Accounts.Auditing;
using Phederation.Accounts.Directory;
using Phederation.Accounts.Schema;
using Phederation.Accounts.SigningIn;
using Phederation.Accounts.Users;
using Phederation.Postgres;
using Phederation.Services.Hosting.Health;
using Phederation.Services.Hosting.Settings;

namespace Phederation.Accounts;

/// <summary>Puts accounts into a service that has a database already.</summary>
public static class AccountsSetup
{
    /// <summary>
    /// Adds <see cref="AccountStore"/>, <see cref="RoleStore"/>, <see cref="PermissionStore"/>, <see cref="AuditTrail"/>, <see cref="SignInService"/>
    /// and, with PHEDERATION_AUTHENTICATION=ldap, <see cref="IDirectory"/>.
    /// </summary>
    /// <param name="services">The service's parts.</param>
    /// <param name="settings">
    /// PHEDERATION_AUTHENTICATION: jdbc (passwords of this site's own; default) or ldap, then PHEDERATION_LDAP_URL, _BASE_DN, _BIND_DN,
    /// _PASSWORD_SECRET, _USER_FILTER, _DN_PATTERN, _LOGIN_ATTRIBUTE, _NAME_ATTRIBUTE, _CERTIFICATE_SECRET, _REGISTER.
    /// </param>
    /// <exception cref="SetupException">A setting is malformed.</exception>
    public static IServiceCollection AddAccounts(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<RoleStore>();
        services.AddSingleton<PermissionStore>();
        var options = new SignInOptions { RegisterFromDirectory = settings.Flag("PHEDERATION_LDAP_REGISTER", otherwise: false) };
        if (settings.OneOf("PHEDERATION_AUTHENTICATION", "jdbc", "jdbc", "ldap") == "ldap")
        {
            var directory = new LdapDirectory(Ldap(settings), TimeProvider.System);
            directory.Check();
            services.AddSingleton<IDirectory>(directory);
        }

        services.AddSingleton(provider => new SignInService(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<AccountStore>(),
            provider.GetRequiredService<RoleStore>(),
            provider.GetRequiredService<AuditTrail>(),
            provider.GetService<IDirectory>(),
            options,
            provider.GetRequiredService<TimeProvider>()
        ));
        return services;
    }

    /// <summary>Brings the tables to what the service needs as soon as the database is there; until then the service is not ready.</summary>
    /// <param name="services">The service's parts.</param>
    /// <param name="settings">The database's owner account: PHEDERATION_ADMIN_DATABASE_USER (phederation_admin) and _PASSWORD_SECRET.</param>
    /// <param name="application">How the server's list of sessions names the service.</param>
    /// <param name="more">Steps of the service's own tables, after those of accounts.</param>
    /// <param name="then">What to do after the tables are there, such as making the first account.</param>
    /// <exception cref="SetupException">A setting is malformed, or the account's password is missing.</exception>
    public static IServiceCollection AddAccountsSchema(
        this IServiceCollection services,
        ServiceSettings settings,
        string application,
        IReadOnlyList<(string Component, IReadOnlyList<Migration> Steps)>? more = null,
        Func<IServiceProvider, CancellationToken, Task>? then = null
    )
    {
        var owner = settings.Database("phederation_admin", "ADMIN_");
        // Told at once, not when the database is there.
        SecretText.Read(owner.PasswordFile);
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<SchemaSetup>(provider, new SchemaSetupOptions(owner, application, more ?? [], then))
        );
        services.AddHostedService(provider => provider.GetRequiredService<SchemaSetup>());
        services.AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<SchemaSetup>());
        return services;
    }

    private static LdapSettings Ldap(ServiceSettings settings)
    {
        var address = settings.Address("PHEDERATION_LDAP_URL", null, "ldaps", "ldap");
        var bindDn = settings.Text("PHEDERATION_LDAP_BIND_DN", "");
        return new LdapSettings
        {
            Address = address,
            BindDn = bindDn,
            PasswordFile = settings.SecretFile("PHEDERATION_LDAP_PASSWORD_SECRET", "ldap_password"),
            BaseDn = settings.Required("PHEDERATION_LDAP_BASE_DN", "the entry below which people are searched"),
            UserFilter = settings.Text("PHEDERATION_LDAP_USER_FILTER", "(uid={0})"),
            DnPattern = settings.Text("PHEDERATION_LDAP_DN_PATTERN", ""),
            LoginAttribute = settings.Text("PHEDERATION_LDAP_LOGIN_ATTRIBUTE", "uid"),
            NameAttribute = settings.Text("PHEDERATION_LDAP_NAME_ATTRIBUTE", "cn"),
            CertificateFile = settings.OptionalSecretFile("PHEDERATION_LDAP_CERTIFICATE_SECRET", "ldap_certificate"),
        };
    }
}
