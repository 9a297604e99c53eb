using System.Text.Json.Serialization;
using Firecrest.Emulator.Compute;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Status;
using Firecrest.Emulator.Tokens;
using Firecrest.Emulator.Transfers;

namespace Firecrest.Emulator;

/// <summary>All JSON that the emulator writes, and what it reads of tokens.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(TokenHeader))]
[JsonSerializable(typeof(TokenClaims))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenError))]
[JsonSerializable(typeof(SystemsAnswer))]
[JsonSerializable(typeof(LivenessAnswer))]
[JsonSerializable(typeof(UserInfoAnswer))]
[JsonSerializable(typeof(PartitionsAnswer))]
[JsonSerializable(typeof(NodesAnswer))]
[JsonSerializable(typeof(ReservationsAnswer))]
[JsonSerializable(typeof(SubmitAnswer))]
[JsonSerializable(typeof(JobsAnswer))]
[JsonSerializable(typeof(MetadataAnswer))]
[JsonSerializable(typeof(ListAnswer))]
[JsonSerializable(typeof(RowAnswer))]
[JsonSerializable(typeof(TextAnswer))]
[JsonSerializable(typeof(StatAnswer))]
[JsonSerializable(typeof(ContentAnswer))]
[JsonSerializable(typeof(ChecksumAnswer))]
[JsonSerializable(typeof(TransferAnswer))]
[JsonSerializable(typeof(StagedTransferAnswer))]
[JsonSerializable(typeof(DirectivesRow))]
[JsonSerializable(typeof(SnakeCaseDirectivesRow))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class EmulatorJson : JsonSerializerContext;
