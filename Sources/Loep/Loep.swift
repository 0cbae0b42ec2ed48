// SPDX-License-Identifier: Apache-2.0
// One import for users of the library: the types of a document and the stages that fill it.
@_exported import LoepCore
@_exported import LoepEntities
@_exported import LoepModel
@_exported import LoepNames
@_exported import LoepSegmentation
@_exported import LoepSummary
@_exported import LoepWords
