using Firecrest.Client;
using Microsoft.AspNetCore.Diagnostics;

namespace Firecrest.Samples;

/// <summary>Answers what goes wrong with FirecREST as problem details (RFC 9457). The messages of the client hold no secrets.</summary>
internal sealed class FirecrestProblems(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (StatusOf(exception) is not { } status)
        {
            return new(false);
        }

        var problem = new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = { Status = status, Detail = exception.Message } };
        if (exception is FirecrestApiException { ErrorCode: var code, RetryAfter: var delay })
        {
            problem.ProblemDetails.Extensions["code"] = code.ToString();
            httpContext.Response.Headers.RetryAfter = delay is null ? default : $"{delay.Value.TotalSeconds:F0}";
        }

        if (exception is FirecrestException { RequestId: { } id })
        {
            problem.ProblemDetails.Extensions["firecrestRequestId"] = id;
        }

        httpContext.Response.StatusCode = status;
        return problems.TryWriteAsync(problem);
    }

    private static int? StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        ArgumentException => StatusCodes.Status400BadRequest,
        FirecrestNotFoundException => StatusCodes.Status404NotFound,
        FirecrestPermissionException or FirecrestQuotaException => StatusCodes.Status403Forbidden,
        FirecrestRateLimitException => StatusCodes.Status429TooManyRequests,
        FirecrestUnavailableException => StatusCodes.Status503ServiceUnavailable,
        FirecrestNotSupportedException => StatusCodes.Status501NotImplemented,
        FirecrestTimeoutException or FirecrestCommandTimeoutException or SubmissionOutcomeUnknownException => StatusCodes.Status504GatewayTimeout,
        FirecrestApiException { ErrorCode: var code } when code == FirecrestErrorCode.SchedulerRefused || code == FirecrestErrorCode.InvalidRequest
            => StatusCodes.Status422UnprocessableEntity,

        // Also a token that FirecREST does not take, which is the service's and not the caller's.
        FirecrestException => StatusCodes.Status502BadGateway,
        _ => null,
    };
}
