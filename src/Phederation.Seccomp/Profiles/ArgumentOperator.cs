namespace Phederation.Seccomp.Profiles;

/// <summary>How an argument is compared, as unsigned 64-bit numbers.</summary>
public enum ArgumentOperator
{
    /// <summary><c>SCMP_CMP_NE</c>.</summary>
    NotEqual,

    /// <summary><c>SCMP_CMP_LT</c>.</summary>
    Less,

    /// <summary><c>SCMP_CMP_LE</c>.</summary>
    LessOrEqual,

    /// <summary><c>SCMP_CMP_EQ</c>.</summary>
    Equal,

    /// <summary><c>SCMP_CMP_GE</c>.</summary>
    GreaterOrEqual,

    /// <summary><c>SCMP_CMP_GT</c>.</summary>
    Greater,

    /// <summary><c>SCMP_CMP_MASKED_EQ</c>: argument AND value = second value.</summary>
    MaskedEqual,
}
