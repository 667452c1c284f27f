namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>A definition can be read, but is not one that a cohort can be made by. The message is for whoever made it.</summary>
internal sealed class CohortDesignException(string message) : Exception(message);
