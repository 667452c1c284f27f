namespace Phederation.Fuzzing.Scenarios;

/// <summary>
/// The kinds of scenarios that oracles know. What a kind's steps are, and in which order, is said by its shape. A model may have kinds of its own beside
/// them: those are judged answer by answer.
/// </summary>
public static class ScenarioKinds
{
    /// <summary>One request, or several that have nothing to do with each other.</summary>
    public const string Single = "single";

    /// <summary>What was made can be read, as it was sent.</summary>
    public const string CreateRead = "create-read";

    /// <summary>A change is what is read afterwards, as a new version.</summary>
    public const string UpdateRead = "update-read";

    /// <summary>An older version stays as it was.</summary>
    public const string VersionRead = "version-read";

    /// <summary>The same PUT twice leaves what one leaves.</summary>
    public const string UpdateTwice = "update-twice";

    /// <summary>What was deleted is gone.</summary>
    public const string DeleteRead = "delete-read";

    /// <summary>A refused creation leaves nothing.</summary>
    public const string FailedCreate = "failed-create";

    /// <summary>A refused change leaves what was there.</summary>
    public const string FailedUpdate = "failed-update";

    /// <summary>A change of a version that isn't the last is refused.</summary>
    public const string IfMatch = "if-match";

    /// <summary>A transaction with one impossible part leaves nothing.</summary>
    public const string TransactionAtomic = "transaction-atomic";

    /// <summary>A transaction answers for each of its parts.</summary>
    public const string TransactionWhole = "transaction-whole";

    /// <summary>A search by POST finds what the same one by GET finds.</summary>
    public const string SearchPost = "search-post";

    /// <summary>Two conditions together find what both find.</summary>
    public const string SearchAnd = "search-and";

    /// <summary>Two values of a condition find what either finds.</summary>
    public const string SearchOr = "search-or";

    /// <summary>The pages of a search are the search.</summary>
    public const string SearchPages = "search-pages";

    /// <summary>A search for the number alone gives the same number, and nothing else.</summary>
    public const string SearchCountZero = "search-count-zero";

    /// <summary>A condition and its opposite part what is there.</summary>
    public const string SearchNot = "search-not";

    /// <summary>Having a value and lacking it part what is there.</summary>
    public const string SearchMissing = "search-missing";

    /// <summary>The order of a search changes nothing in what it finds.</summary>
    public const string SearchSort = "search-sort";

    /// <summary>What was made is found.</summary>
    public const string CreateSearch = "create-search";

    /// <summary>What was deleted is not found.</summary>
    public const string DeleteSearch = "delete-search";

    /// <summary>What belongs to one is neither read nor changed by another.</summary>
    public const string AccessStranger = "access-stranger";

    /// <summary>What belongs to somebody is neither read nor changed by nobody.</summary>
    public const string AccessAnonymous = "access-anonymous";

    /// <summary>What belongs to one is found by another in no form of search.</summary>
    public const string AccessSearch = "access-search";

    /// <summary>A text in a request stays a text in the SQL that is made of it.</summary>
    public const string SqlLiteral = "sql-literal";

    /// <summary>HEAD says what GET says, without the body.</summary>
    public const string GetHead = "get-head";

    /// <summary>A read on condition of a change.</summary>
    public const string ConditionalRead = "conditional-read";

    /// <summary>A page from elsewhere asks.</summary>
    public const string ForeignOrigin = "foreign-origin";

    /// <summary>What was made outlives what happens to the target.</summary>
    public const string EventRead = "event-read";

    /// <summary>The same requests several times, so that their times can be compared.</summary>
    public const string Repeat = "repeat";
}
