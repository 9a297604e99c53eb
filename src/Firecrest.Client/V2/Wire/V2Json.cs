using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V2.Wire;

/// <summary>The JSON of FirecREST v2: camelCase; members that are null are not sent; members that we do not know are ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SystemsAnswer))]
[JsonSerializable(typeof(UserInfoAnswer))]
[JsonSerializable(typeof(NodesAnswer))]
[JsonSerializable(typeof(PartitionsAnswer))]
[JsonSerializable(typeof(ReservationsAnswer))]
[JsonSerializable(typeof(LivenessAnswer))]
[JsonSerializable(typeof(JobsAnswer))]
[JsonSerializable(typeof(WireJob))]
[JsonSerializable(typeof(JobMetadataAnswer))]
[JsonSerializable(typeof(SubmitJobBody))]
[JsonSerializable(typeof(SubmitJobAnswer))]
[JsonSerializable(typeof(AttachBody))]
[JsonSerializable(typeof(FilesAnswer))]
[JsonSerializable(typeof(FileAnswer))]
[JsonSerializable(typeof(StatAnswer))]
[JsonSerializable(typeof(FileContentAnswer))]
[JsonSerializable(typeof(TextAnswer))]
[JsonSerializable(typeof(MakeDirectoryBody))]
[JsonSerializable(typeof(ChecksumAnswer))]
[JsonSerializable(typeof(ChangeModeBody))]
[JsonSerializable(typeof(ChangeOwnerBody))]
[JsonSerializable(typeof(LinkBody))]
[JsonSerializable(typeof(CompressBody))]
[JsonSerializable(typeof(ExtractBody))]
[JsonSerializable(typeof(TransferAnswer))]
[JsonSerializable(typeof(TransferFileBody))]
[JsonSerializable(typeof(TransferMoveBody))]
[JsonSerializable(typeof(TransferCopyBody))]
[JsonSerializable(typeof(TransferCompressBody))]
[JsonSerializable(typeof(TransferExtractBody))]
internal sealed partial class V2Json : JsonSerializerContext;
