namespace Phederation.Containers.Oci;

/// <summary>"{}": how OCI and the Engine API write a member of a set.</summary>
public sealed record EmptyObject;
