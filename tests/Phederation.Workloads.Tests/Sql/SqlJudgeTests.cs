using System.Text.RegularExpressions;
using Phederation.Text;
using Phederation.Workloads.Sql;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tests.Sql;

public sealed class SqlJudgeTests
{
    [Fact]
    public void Result_as_expected_has_no_fault()
    {
        var expect = new SqlExpectation
        {
            Rows = ["1|a", "2|NULL"],
            Count = 2,
            Output = [new Regex("^2[|]")],
        };

        Assert.Null(SqlJudge.Fault(Action(expect), Rows("1|a", "2|NULL")));
    }

    [Fact]
    public void Other_rows_another_count_and_missing_output_are_faults()
    {
        Assert.Contains("expected the rows [1]", SqlJudge.Fault(Action(new SqlExpectation { Rows = ["1"] }), Rows("2")));
        Assert.Contains("expected 3 rows, got 1", SqlJudge.Fault(Action(new SqlExpectation { Count = 3 }), Rows("2")));
        Assert.Contains("nothing matches 'x'", SqlJudge.Fault(Action(new SqlExpectation { Output = [new Regex("x")] }), Rows("2")));
    }

    [Fact]
    public void Error_is_a_fault_unless_it_is_the_expected_one()
    {
        var result = new SqlResult { ErrorCode = "22012", ErrorMessage = "ERROR division by zero" };

        Assert.Contains("22012 ERROR division by zero", SqlJudge.Fault(Action(SqlExpectation.Default), result));
        Assert.Contains("expected 42601", SqlJudge.Fault(Action(new SqlExpectation { Errors = ["42601"] }), result));
        Assert.Null(SqlJudge.Fault(Action(new SqlExpectation { Errors = ["22012"] }), result));
    }

    [Fact]
    public void Expected_error_that_is_not_raised_is_a_fault()
    {
        Assert.Contains("no error was raised; expected 22012", SqlJudge.Fault(Action(new SqlExpectation { Errors = ["22012"] }), Rows()));
    }

    [Fact]
    public void Answer_names_the_error_or_the_choice_when_which_one_comes_is_a_race()
    {
        var result = new SqlResult { ErrorCode = "08006", ErrorMessage = "the connection broke" };

        Assert.Equal(["error 08006 the connection broke"], Write(new SqlExpectation { Errors = ["08006"] }, result));
        Assert.Equal(["error one of 57P01, 08006"], Write(new SqlExpectation { Errors = ["57P01", "08006"] }, result));
    }

    private static IReadOnlyList<string> Write(SqlExpectation expect, SqlResult result)
    {
        var answer = new AnswerText(new Normaliser([]));
        SqlJudge.Write(Action(expect), result, answer);
        return answer.Lines;
    }

    private static SqlResult Rows(params string[] rows)
    {
        var result = new SqlResult();
        result.Rows.AddRange(rows);
        return result;
    }

    private static SqlAction Action(SqlExpectation expect) =>
        new()
        {
            Location = new SourceLocation("w.toml", 1, 1),
            Mode = SqlMode.Query,
            Session = "main",
            Expect = expect,
        };
}
