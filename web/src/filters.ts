// Filters alone: what `kinora/filters` is. Nothing runs when it is imported.

export {
  type ChainMethods,
  Filter,
  type FilterCall,
  FilterSyntaxError,
  type FilterValue,
  type NumberList,
  type Picture,
  type StopList,
  chain,
  parseFilter,
} from './filters/filter.js';
