import LoepCore
