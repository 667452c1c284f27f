using System.Text.Json.Serialization;
using Phederation.Accounts.Users;
using Phederation.UserManagement.Pages;

namespace Phederation.UserManagement.Api;

/// <summary>How the interface's values are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(UserModel))]
[JsonSerializable(typeof(UserListModel))]
[JsonSerializable(typeof(NewUserModel))]
[JsonSerializable(typeof(CreatedUserModel))]
[JsonSerializable(typeof(UserChangeModel))]
[JsonSerializable(typeof(PasswordModel))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(IReadOnlyList<Role>))]
[JsonSerializable(typeof(NewRoleModel))]
[JsonSerializable(typeof(RoleChangeModel))]
[JsonSerializable(typeof(PermissionEntry))]
[JsonSerializable(typeof(PermissionListModel))]
[JsonSerializable(typeof(NewPermissionModel))]
[JsonSerializable(typeof(AuditListModel))]
[JsonSerializable(typeof(CredentialsModel))]
[JsonSerializable(typeof(SessionModel))]
[JsonSerializable(typeof(DirectoryPreview))]
[JsonSerializable(typeof(ImportModel))]
[JsonSerializable(typeof(ImportedModel))]
internal sealed partial class ApiJson : JsonSerializerContext;
